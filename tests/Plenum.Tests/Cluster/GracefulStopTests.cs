using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>SIGTERM, as a service manager sends it to a real process.</summary>
public sealed class GracefulStopTests(ITestOutputHelper output)
{
    private const int Waiting = 200;
    private const string Password = "plenum";

    [Fact]
    public async Task Stopping_answers_everybody_who_waits_and_keeps_everything_that_was_acknowledged()
    {
        await using var server = await PlenumProcess.StartAsync(Password, ("Plenum__BruteForce__Enabled", "false"));
        using var host = new TalkClient(server.Url, "admin", Password);
        var token = (await host.CreatePublicAsync("webinar")).Token;
        var guests = Enumerable.Range(0, Waiting).Select(_ => new TalkClient(server.Url, user: null, password: null)).ToList();
        await Task.WhenAll(guests.Select(guest => guest.JoinAsync(token)));
        var last = await host.SayAsync(token, "welcome");
        var polls = guests.ConvertAll(guest => guest.FutureAsync(token, last, ""));
        var heard = await UntilAllWaitAsync(host, token, polls);
        var (quiet, writer) = (await host.CreateGroupAsync("quiet"), host.At(server));
        var writing = WriteUntilItStopsAsync(writer, quiet.Token);

        var code = await server.TerminateAsync();

        var answers = await Task.WhenAll(polls);
        var acknowledged = await writing;
        output.WriteLine($"{acknowledged.Count} messages were acknowledged meanwhile");
        Assert.Equal(0, code);
        Assert.All(answers, answer => Assert.Equal(304, answer.Status));
        Assert.Equal(acknowledged, await server.Database.ReadAsync(db => db.Messages.Where(message => acknowledged.Contains(message.Id)).OrderBy(message => message.Id).Select(message => message.Id).ToListAsync()));
        var stored = await server.Database.ReadAsync(db => db.Sessions.AsNoTracking().ToDictionaryAsync(session => session.SessionId, session => session.LastPing));
        Assert.All(heard, sign => Assert.True(stored[sign.Key].ToUnixTimeSeconds() >= sign.Value, "A sign of life was forgotten."));
        guests.ForEach(guest => guest.Dispose());
    }

    [Fact]
    public async Task An_idle_server_stops_with_success_and_starts_again_on_the_same_data()
    {
        await using var server = await PlenumProcess.StartAsync(Password);
        using var host = new TalkClient(server.Url, "admin", Password);
        var token = (await host.CreateGroupAsync()).Token;

        var codes = (await server.TerminateAsync(), await RestartAsync());

        Assert.Equal((0, 0), codes);

        async Task<int> RestartAsync()
        {
            await server.StartAsync();
            (await host.At(server).RoomAsync(token)).Expect(200);
            return await server.TerminateAsync();
        }
    }

    /// <summary>Whoever still waits for an answer counts as heard of now: asks until everybody was heard of after beginning to wait.</summary>
    private static async Task<Dictionary<string, long>> UntilAllWaitAsync(TalkClient host, string token, List<Task<Reply>> polls)
    {
        var begun = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        while (true)
        {
            Assert.DoesNotContain(polls, poll => poll.IsCompleted);
            var rows = (await host.ParticipantsAsync(token)).Expect(200).Data.EnumerateArray()
                .Where(row => row.GetProperty("actorType").GetString() == ActorTypes.Guests && row.GetProperty("sessionIds").GetArrayLength() > 0)
                .ToDictionary(row => row.GetProperty("sessionIds")[0].GetString()!, row => row.GetProperty("lastPing").GetInt64(), StringComparer.Ordinal);
            if (rows.Count == Waiting && rows.Values.All(lastPing => lastPing > begun)) return rows;

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <returns>The ids of the messages that the server has acknowledged.</returns>
    private static async Task<List<long>> WriteUntilItStopsAsync(TalkClient writer, string token)
    {
        var acknowledged = new List<long>();
        while (true)
        {
            try
            {
                var reply = await writer.PostAsync($"v1/chat/{token}", new { message = $"{acknowledged.Count}" });
                acknowledged.Add(reply.Expect(201)["id"].GetInt64());
            }
            catch (HttpRequestException)
            {
                return acknowledged;
            }
        }
    }
}
