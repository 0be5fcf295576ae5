using System.Globalization;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>
/// People of every kind do random things around a meeting, several of them at once, while timers fire and
/// administrators take accounts and groups away. <c>PLENUM_SEED</c>, <c>PLENUM_ROUNDS</c> (histories) and
/// <c>PLENUM_STEPS</c> (of each) ask for others and for more; what goes wrong is printed as short as it gets and can be
/// pasted into <see cref="ReplayTests"/>.
/// </summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int RoundsPerServer = 20;
    private const int MostReplays = 150;
    private const int MostTries = 10;

    private static readonly int Rounds = Number("PLENUM_ROUNDS") ?? 2;
    private static readonly int Steps = Number("PLENUM_STEPS") ?? 20;

    [Theory]
    [Case("webinars B89", "webinars I1", "webinars I2", "webinars I3", "webinars I4", "webinars I5", "webinars I6", "webinars I7", "webinars I8", "webinars I9", "webinars I10", "webinars I11", "webinars I12", "webinars I13", "webinars I14", "webinars I15", "webinars I16", "webinars I17", "webinars I18", "webinars I19", "webinars I20")]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_people_do_the_meeting_stays_whole(bool isPublic) => RunAsync(isPublic, hasTwoNodes: false);

    [TwoNodesTheory]
    [Case("webinars B89")]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_people_do_at_two_nodes_the_meeting_stays_whole(bool isPublic) => RunAsync(isPublic, hasTwoNodes: true);

    private async Task RunAsync(bool isPublic, bool hasTwoNodes)
    {
        var (first, failures, answers) = (Number("PLENUM_SEED") ?? 1, new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var round = 0; GoesOn(round);)
        {
            await using var servers = new TwoNodes();
            await servers.A.InitializeAsync();
            if (hasTwoNodes) await servers.B.InitializeAsync();
            PlenumServer[] nodes = hasTwoNodes ? [servers.A, servers.B] : [servers.A];
            await servers.A.WithSipAsync(("sip_dialout", "yes"));
            for (var one = 0; one < RoundsPerServer && GoesOn(round); one++, round++)
            {
                if (await LiveAsync(nodes, isPublic, first + round, answers) is { } failure) failures.Add(failure);
            }

            if (!hasTwoNodes) await servers.A.DisposeAsync();
        }

        foreach (var (answer, count) in answers.OrderBy(entry => entry.Key, StringComparer.Ordinal)) output.WriteLine($"{count,6} {answer}");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(HasStarted());

        // Some meetings are deleted before anything happened: others take their place.
        bool GoesOn(int round) => failures.Count < 3 && (round < Rounds || (!HasStarted() && round < MostTries * Rounds));

        bool HasStarted() => answers.Keys.Any(answer => answer.StartsWith("POST v1/breakout-rooms/*/rooms 200", StringComparison.Ordinal));
    }

    /// <returns>What went wrong, as short as it gets; null when nothing did.</returns>
    private static async Task<string?> LiveAsync(PlenumServer[] nodes, bool isPublic, int seed, Dictionary<string, int> answers)
    {
        var steps = new RandomSteps(new Random(seed), isPublic, nodes.Length > 1);
        try
        {
            var history = await History.BeginAsync(nodes, isPublic);
            for (var step = 0; step < Steps && !history.IsOver; step++) await history.PlayAsync(steps.Next());
            await history.SettleAsync();
            foreach (var (answer, count) in history.Answers) answers[answer] = answers.GetValueOrDefault(answer) + count;
            return null;
        }
        catch (BrokenHistoryException broken)
        {
            var (shortest, reproduced) = await new Shrinker(candidate => GoesWrongAsync(nodes, isPublic, candidate, broken.Rule), MostReplays).ShrinkAsync(broken.Steps);
            return $"PLENUM_SEED={seed} PLENUM_ROUNDS=1 PLENUM_STEPS={Steps} ({(isPublic ? "public" : "group")}, {nodes.Length} nodes){(reproduced ? "" : ", not reproduced")}\n{broken.What}\n\n{string.Join('\n', shortest)}";
        }
    }

    private static async Task<bool> GoesWrongAsync(PlenumServer[] nodes, bool isPublic, IReadOnlyList<Step> steps, string rule)
    {
        try
        {
            var history = await History.BeginAsync(nodes, isPublic);
            await history.PlayAllAsync(steps);
            await history.SettleAsync();
            return false;
        }
        catch (BrokenHistoryException again)
        {
            return again.Rule == rule;
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
