using Plenum.Participants;

namespace Plenum.Tests.Participants;

public sealed class EmailSheetTests
{
    [Theory]
    [InlineData("email\nada@example.org\n", "2 ada@example.org")]
    [InlineData("email\r\nada@example.org\r\nbob@example.org", "2 ada@example.org", "3 bob@example.org")]
    [InlineData("\uFEFFE-Mail,EMAIL , Name\nx, ada@example.org ,Ada\n", "2 ada@example.org Ada")]
    [InlineData("name,email\n\"Lovelace, Ada\",ada@example.org\n", "2 ada@example.org Lovelace, Ada")]
    [InlineData("name,email\n\"Ada \"\"the first\"\"\",ada@example.org\n", "2 ada@example.org Ada \"the first\"")]
    [InlineData("name,email\n\"two\nlines\",ada@example.org\nBob,bob@example.org\n", "2 ada@example.org two\nlines", "4 bob@example.org Bob")]
    [InlineData("email,name\n\n\nada@example.org\n", "4 ada@example.org")]
    [InlineData("email,name\nada@example.org,\n,Bob\n", "2 ada@example.org", "3  Bob")]
    [InlineData("name,email\nBob\n", "2  Bob")]
    [InlineData("email\n\"ada@example.org", "2 ada@example.org")]
    [InlineData("email,name\nada@example.org,", "2 ada@example.org")]
    [InlineData("email")]
    public void Rows_come_with_the_line_they_begin_on(string text, params string[] rows)
    {
        var read = EmailSheet.Read(text).Value;

        Assert.Equal(rows, read.Select(row => $"{row.Line} {row.Address} {row.Name}".TrimEnd()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("address,name\nada@example.org,Ada\n")]
    [InlineData("e-mail\nada@example.org\n")]
    public void Without_a_column_of_addresses_there_is_nothing_to_read(string text)
    {
        Assert.Equal("header-email", EmailSheet.Read(text).Refusal?.Error);
    }
}
