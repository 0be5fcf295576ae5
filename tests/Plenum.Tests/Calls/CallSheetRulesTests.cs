using Plenum.Calls;
using Plenum.Common;

namespace Plenum.Tests.Calls;

public sealed class CallSheetRulesTests
{
    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("", "")]
    [InlineData("=cmd", "'=cmd")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("Lovelace, Ada", "\"Lovelace, Ada\"")]
    [InlineData("Ada \"the first\"", "\"Ada \"\"the first\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void A_cell_is_text_and_one_cell(string name, string cell)
    {
        var csv = CallSheetRules.Csv([new CallGuestbookEntry(name, Email: null, Actor.User("ada"))]);

        Assert.Equal($"name,email,type,identifier\n{cell},,users,ada\n", csv);
    }

    [Theory]
    [InlineData("Weekly", "Weekly 2026-03-02.csv")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j-k", "a-b-c-d-e-f-g-h-i-j-k 2026-03-02.csv")]
    [InlineData("many   blanks", "many-blanks 2026-03-02.csv")]
    [InlineData("Grüße", "Grüße 2026-03-02.csv")]
    public void The_file_is_called_after_conversation_and_day(string name, string file)
    {
        Assert.Equal(file, CallSheetRules.FileName(name, new DateOnly(2026, 3, 2)));
    }

    [Fact]
    public void A_long_name_is_cut_without_splitting_a_character()
    {
        var file = CallSheetRules.FileName($"{new string('a', 99)}😀", new DateOnly(2026, 3, 2));

        Assert.Equal($"{new string('a', 99)} 2026-03-02.csv", file);
    }
}
