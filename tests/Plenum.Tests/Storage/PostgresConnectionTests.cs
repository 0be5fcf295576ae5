using Npgsql;
using Plenum.Storage;

namespace Plenum.Tests.Storage;

public sealed class PostgresConnectionTests
{
    [Fact]
    public void What_the_connection_string_leaves_open_comes_from_the_options()
    {
        var options = new PostgresOptions { Connections = 7, CommandTimeout = TimeSpan.FromSeconds(20), LockTimeout = TimeSpan.FromSeconds(2) };

        var chosen = new NpgsqlConnectionStringBuilder(PostgresConnection.WithDefaults("Host=db.example.org;Database=plenum", options));

        Assert.Equal(("db.example.org", "plenum", 7, 20, 10, 30), (chosen.Host, chosen.Database, chosen.MaxPoolSize, chosen.CommandTimeout, chosen.Timeout, chosen.KeepAlive));
        Assert.Equal("-c lock_timeout=2000 -c idle_in_transaction_session_timeout=60000", chosen.Options);
    }

    [Fact]
    public void What_the_connection_string_says_goes_first()
    {
        var chosen = new NpgsqlConnectionStringBuilder(PostgresConnection.WithDefaults("Host=db;Maximum Pool Size=3;Options=-c geqo=off", new PostgresOptions()));

        Assert.Equal((3, "-c geqo=off"), (chosen.MaxPoolSize, chosen.Options));
    }

    [Theory]
    [InlineData(1, 15, 30)]
    [InlineData(1001, 15, 30)]
    [InlineData(50, 0, 30)]
    [InlineData(50, 30, 30)]
    [InlineData(50, 15, 0)]
    public void Senseless_options_are_refused(int connections, int lockSeconds, int commandSeconds)
    {
        var options = new PostgresOptions { Connections = connections, LockTimeout = TimeSpan.FromSeconds(lockSeconds), CommandTimeout = TimeSpan.FromSeconds(commandSeconds) };

        Assert.False(options.IsValid);
    }
}
