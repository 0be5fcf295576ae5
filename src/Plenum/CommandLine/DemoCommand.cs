using System.CommandLine;
using Plenum.Common;
using Spectre.Console;

namespace Plenum.CommandLine;

/// <summary><c>demo</c>: something to look at on an empty server.</summary>
internal static class DemoCommand
{
    private const int PasswordLength = 12;

    public static IEnumerable<Command> Of(Shell shell)
    {
        var url = new Option<string>("--url") { Description = "Address of the server, for the links", DefaultValueFactory = _ => PlenumHost.DefaultUrl };
        var password = new Option<string?>("--password") { Description = "Password of all demo accounts; random without it" };
        var command = new Command("demo", "Fill an empty server with a webinar whose lobby opens in a minute and a class with breakout rooms") { url, password };
        command.SetAction((parsed, ct) => shell.ChangeAsync(
            services => ActivatorUtilities.CreateInstance<Demo>(services).FillAsync(parsed.GetValue(password) ?? Secret.Create(PasswordLength), ct),
            meetings => Lines(shell, meetings, parsed.GetRequiredValue(url).TrimEnd('/')),
            ct));
        yield return command;
    }

    private static List<string> Lines(Shell shell, DemoMeetings meetings, string url)
    {
        var table = new Table().AddColumns("account", "password", "is");
        table.AddRow(Demo.Host, meetings.Password, "host of the webinar");
        table.AddRow(Demo.CoHost, meetings.Password, "co-moderator of the webinar");
        table.AddRow(Demo.Teacher, meetings.Password, "teacher of the class");
        foreach (var pupil in Demo.Pupils) table.AddRow(pupil, meetings.Password, "pupil");
        shell.Draw(table);

        return
        [
            $"Webinar: {url}/call/{meetings.Webinar} (the lobby opens at {meetings.LobbyOpensAt:HH:mm:ss} UTC)",
            $"Class with two breakout rooms: {url}/call/{meetings.Class}",
            "",
            "What the teacher would do next, for example:",
            $"  curl -u {Demo.Teacher}:{meetings.Password} -H 'OCS-APIRequest: true' -H 'Accept: application/json' -X POST {url}/ocs/v2.php/apps/spreed/api/v1/breakout-rooms/{meetings.Class}/rooms",
        ];
    }
}
