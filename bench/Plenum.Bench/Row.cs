using System.Globalization;
using System.Text;

namespace Plenum.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Scene">Database and number of nodes.</param>
/// <param name="Work">What was done.</param>
/// <param name="Plenum">What Plenum showed.</param>
/// <param name="Limit">What the limit showed in the same run.</param>
/// <param name="Reached">The comparison.</param>
/// <param name="Reach">What is to be reached.</param>
internal sealed record Row(string Scene, string Work, string Plenum, string Limit, string Reached, string Reach)
{
    public static string Table(IEnumerable<Row> rows)
    {
        var text = new StringBuilder();
        foreach (var scene in rows.GroupBy(row => row.Scene))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {scene.Key}\n\n| work | Plenum | limit | reached | to reach |\n|---|---|---|---|---|\n");
            foreach (var row in scene) text.Append(CultureInfo.InvariantCulture, $"| {row.Work} | {row.Plenum} | {row.Limit} | {row.Reached} | {row.Reach} |\n");
            text.Append('\n');
        }

        return text.ToString();
    }
}
