namespace Plenum.Tests.Testing;

/// <summary>
/// Where people who do something at the same moment are: all at one node, or alternately at two of them. Tests of
/// races are written once and run in both ways.
/// </summary>
internal sealed class Nodes(PlenumServer a, PlenumServer b)
{
    public PlenumServer A => a;

    public PlenumServer B => b;

    public static Nodes One(PlenumServer server) => new(server, server);

    /// <summary>Skips the test where there cannot be two.</summary>
    public static Nodes Two(TwoNodes servers)
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "Several nodes share a PostgreSQL database (PLENUM_TEST_POSTGRES).");
        return new Nodes(servers.A, servers.B);
    }

    /// <summary>The same person at the other node.</summary>
    public TalkClient Elsewhere(TalkClient person) => a == b ? person : person.At(b);

    /// <summary>Everybody at once, every second one at the other node.</summary>
    public Task<Reply[]> TogetherAsync(params IEnumerable<Func<Func<TalkClient, TalkClient>, Task<Reply>>> deeds) =>
        Task.WhenAll(deeds.Select((deed, index) => deed(index % 2 == 0 ? Here : Elsewhere)));

    /// <summary>The same request so many times at once, as an impatient client sends it.</summary>
    public Task<Reply[]> AtOnceAsync(int times, Func<Func<TalkClient, TalkClient>, Task<Reply>> deed) => TogetherAsync(Enumerable.Repeat(deed, times));

    private static TalkClient Here(TalkClient person) => person;
}

internal static class RaceAnswers
{
    /// <summary>The statuses in order: who was first does not matter.</summary>
    public static int[] Statuses(this IEnumerable<Reply> replies) => [.. replies.Select(reply => reply.Status).Order()];
}
