using System.Collections.Concurrent;
using System.Diagnostics;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>
/// A real server is killed (SIGKILL) while several people work, and started again on the same data: whatever moment that
/// was, everything that was acknowledged is there, nothing is half done, and timers that ran out meanwhile fire once.
/// More rounds: <c>PLENUM_CRASHES=1000</c>; another course of events: <c>PLENUM_SEED=…</c>.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const string Password = "plenum";
    private const int Workers = 3;

    /// <summary>At most so many answers between two crashes.</summary>
    private const int MostAnswers = 80;

    private static readonly int Rounds = Number("PLENUM_CRASHES") ?? 5;
    private static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> history = [];
    private int answers;

    [Fact]
    public async Task Whenever_the_server_is_killed_everything_acknowledged_is_there_and_whole()
    {
        var seed = Number("PLENUM_SEED") ?? Random.Shared.Next();
        output.WriteLine($"PLENUM_SEED={seed} PLENUM_CRASHES={Rounds}");
        var random = new Random(seed);
        await using var server = await PlenumProcess.StartAsync(Password, ("Plenum__BruteForce__Enabled", "false"));
        var crowd = await CrowdAsync(server);
        var people = new RandomOperations(() => Task.FromResult(crowd), random, isPublic: true);
        var (chat, lobbies) = (new ChatWitness(crowd.Accounts[0], (await crowd.Accounts[0].CreateGroupAsync()).Token), new LobbyWitness(crowd.Accounts[3], new Random(seed)));
        Witness[] witnesses =
        [
            chat,
            lobbies,
            new SettingWitness(crowd.Accounts[1], (await crowd.Accounts[1].CreateGroupAsync()).Token),
            new SessionWitness(crowd.Accounts[2], (await crowd.Accounts[2].CreateGroupAsync()).Token),
        ];
        await people.BeginAsync();

        for (var round = 1; round <= Rounds; round++)
        {
            if ((await SnapshotAsync(server, people)).Parent is null) await people.BeginAsync();
            var work = witnesses.Select(witness => UntilItIsGoneAsync(witness.WriteAsync)).Append(WorkAsync(server, people)).ToList();

            // A crash comes when it comes.
            var until = Volatile.Read(ref answers) + random.Next(MostAnswers);
            while (Volatile.Read(ref answers) < until && !work.Exists(person => person.IsFaulted)) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 20)));
            await server.KillAsync();
            await Task.WhenAll(work);
            await server.StartAsync();

            await UntilAsync(() => server.Database.ReadAsync(lobbies.HaveOpenedAsync));
            var wrong = await server.Database.ReadAsync(Invariants.BrokenInAsync);
            foreach (var witness in witnesses) wrong.AddRange(await server.Database.ReadAsync(witness.CompareAsync));
            if (round % 25 == 0) output.WriteLine($"{round} crashes, {answers} answers");
            Assert.True(wrong.Count == 0, $"PLENUM_SEED={seed}, crash {round}:\n{string.Join('\n', wrong)}\n\nwhat happened:\n{string.Join('\n', history.TakeLast(40))}\n{server.Log}");
        }

        output.WriteLine($"{Rounds} crashes, {answers} answers, {history.Count} random operations begun or answered, {chat.Count} acknowledged messages");
    }

    /// <summary>Several people at once do whatever comes to their minds.</summary>
    private async Task WorkAsync(PlenumProcess server, RandomOperations people)
    {
        var gate = new Lock();
        var (snapshot, done) = (await SnapshotAsync(server, people), 0);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => UntilItIsGoneAsync(async () =>
        {
            Operation operation;
            lock (gate) operation = people.Next(snapshot);
            history.Enqueue(operation.What);
            var reply = await operation.DoAsync();
            history.Enqueue($"{operation.What} -> {reply.Status} {reply.Error}");
            Assert.True(reply.Status is < 500 or 501, $"{operation.What}: {reply.Body}");
            if (Interlocked.Increment(ref done) % 8 == 0) snapshot = await SnapshotAsync(server, people);
        })));
    }

    private async Task UntilItIsGoneAsync(Func<Task> work)
    {
        try
        {
            while (true)
            {
                await work();
                Interlocked.Increment(ref answers);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The server was killed.
        }
    }

    private static Task<MeetingSnapshot> SnapshotAsync(PlenumProcess server, RandomOperations people) =>
        server.Database.ReadAsync(db => MeetingSnapshot.OfAsync(db, people.Token));

    private static async Task<Crowd> CrowdAsync(PlenumProcess server)
    {
        using var admin = new TalkClient(server.Url, "admin", Password);
        var accounts = new List<TalkClient>();
        for (var number = 0; number < Crowd.People; number++)
        {
            await admin.CreateUserAsync($"p{number}");
            using var signedIn = new TalkClient(server.Url, $"p{number}", PlenumServer.Password);
            accounts.Add(new TalkClient(server.Url, $"p{number}", (await signedIn.GetAsync("/ocs/v2.php/core/getapppassword")).Expect(200).Text("apppassword")));
        }

        var guests = Enumerable.Range(0, Crowd.Visitors).Select(_ => new TalkClient(server.Url, user: null, password: null));
        return new Crowd(accounts, [.. guests], WaitAsync: _ => Task.CompletedTask);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < OpensWithin, "Lobbies whose time has come stay closed.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
