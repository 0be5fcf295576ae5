using System.Text;
using Plenum.Common;

namespace Plenum.Participants;

/// <param name="Line">Where the row begins in the file; the header is line 1.</param>
/// <param name="Address">As it was written.</param>
/// <param name="Name">Empty where the sheet has none.</param>
internal sealed record EmailSheetRow(int Line, string Address, string Name);

/// <summary>
/// A sheet of addresses (conversations §5.4): comma-separated, in double quotes where need be, with a column
/// <c>email</c> and maybe one <c>name</c>. Other columns are passed over.
/// </summary>
internal static class EmailSheet
{
    private const string AddressColumn = "email";
    private const string NameColumn = "name";
    private const char ByteOrderMark = '\uFEFF';

    private static readonly Refusal NoAddressColumn = Refusal.Invalid("header-email", "The first line of the file has no column named \"email\"");

    public static Result<List<EmailSheetRow>> Read(string text)
    {
        var records = Records(text.TrimStart(ByteOrderMark));
        var header = records.Count == 0 ? [] : records[0].Fields.ConvertAll(field => field.Trim().ToLowerInvariant());
        var (address, name) = (header.IndexOf(AddressColumn), header.IndexOf(NameColumn));
        if (address < 0) return NoAddressColumn;

        return records.Skip(1).Select(record => new EmailSheetRow(record.Line, Field(record.Fields, address), Field(record.Fields, name))).ToList();
    }

    private static string Field(List<string> fields, int column) => column >= 0 && column < fields.Count ? fields[column].Trim() : "";

    /// <summary>The records of the file, blank lines left out. A quoted field may contain commas, quotes (doubled) and line breaks.</summary>
    private static List<(int Line, List<string> Fields)> Records(string text)
    {
        var records = new List<(int, List<string>)>();
        var (line, start, position) = (1, 1, 0);
        var fields = new List<string>();
        while (position < text.Length)
        {
            fields.Add(ReadField(text, ref position, ref line));
            if (position < text.Length && text[position] == ',')
            {
                position++;
                if (position == text.Length) fields.Add("");
                else continue;
            }

            SkipLineBreak(text, ref position, ref line);
            if (fields.Count > 1 || fields[0].Trim().Length > 0) records.Add((start, fields));
            (fields, start) = ([], line);
        }

        return records;
    }

    private static string ReadField(string text, ref int position, ref int line)
    {
        if (text[position] != '"')
        {
            var end = text.AsSpan(position).IndexOfAny(',', '\r', '\n');
            var plain = end < 0 ? text[position..] : text.Substring(position, end);
            position += plain.Length;
            return plain;
        }

        var field = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] == '"' && (position + 1 == text.Length || text[position + 1] != '"')) break;
            if (text[position] == '"') position++;
            if (text[position] == '\n') line++;
            field.Append(text[position]);
        }

        // Past the closing quote; what stands between it and the next comma belongs to nothing.
        var rest = position < text.Length ? text.AsSpan(position).IndexOfAny(',', '\r', '\n') : -1;
        position = rest < 0 ? text.Length : position + rest;
        return field.ToString();
    }

    private static void SkipLineBreak(string text, ref int position, ref int line)
    {
        if (position >= text.Length) return;

        position += text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 1;
        line++;
    }
}
