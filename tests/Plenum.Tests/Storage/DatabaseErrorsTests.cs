using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Plenum.Storage;

namespace Plenum.Tests.Storage;

public sealed class DatabaseErrorsTests
{
    [Theory]
    [InlineData("57P01", true)]
    [InlineData("57P03", true)]
    [InlineData("57014", true)]
    [InlineData("53300", true)]
    [InlineData("55P03", true)]
    [InlineData("25P03", true)]
    [InlineData("25006", true)]
    [InlineData("28P01", true)]
    [InlineData("3D000", true)]
    [InlineData("40P01", true)]
    [InlineData("42P01", false)]
    [InlineData("22001", false)]
    public void Of_the_states_of_PostgreSQL_these_are_outages(string state, bool isOutage)
    {
        var error = new PostgresException("", "ERROR", "ERROR", state);

        Assert.Equal(isOutage, error.IsOutage());
        Assert.Equal(isOutage, new DbUpdateException("", error).IsOutage());
        Assert.Equal(isOutage, new InvalidOperationException("", error).IsOutage());
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(1, false)]
    [InlineData(19, false)]
    public void Of_the_codes_of_SQLite_these_are_outages(int code, bool isOutage)
    {
        Assert.Equal(isOutage, new DbUpdateException("", new SqliteException("", code)).IsOutage());
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_an_outage_and_a_mistake_of_ours_is_none()
    {
        Assert.True(new NpgsqlException("", new IOException()).IsOutage());
        Assert.True(new NpgsqlException("", new TimeoutException()).IsOutage());
        Assert.False(new InvalidOperationException().IsOutage());
        Assert.False(new IOException().IsOutage());
    }
}
