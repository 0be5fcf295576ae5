using System.Text.Json;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Webinars;

namespace Plenum.Signaling;

/// <summary>A node looks for one whose internal clients call numbers.</summary>
internal sealed record DialOutSought(string AskId, string Node) : Announcement(ConversationId: 0, Token: "");

/// <summary>One has such a client.</summary>
internal sealed record DialOutOffered(string AskId, string Node, string By) : Announcement(ConversationId: 0, Token: "");

/// <summary>That one is to have a number called.</summary>
internal sealed record DialOutOrdered(string AskId, string Node, string By, string RoomToken, string Order, string Backend) : Announcement(ConversationId: 0, Token: "");

/// <summary>What came of it: the answer to the order as calls §D.5 has it.</summary>
internal sealed record DialOutAnswered(string AskId, string Node, string Answer) : Announcement(ConversationId: 0, Token: "");

/// <summary>
/// Has numbers called by internal clients, such as a SIP bridge, of this node or another one (calls §D.5, §E.12). Owner
/// of the lock: this class; it guards the orders that are under way.
/// </summary>
internal sealed class DialOuts(SocketHub hub, NodeLink link, NodeQuestions questions, TimeProvider time) : IDialOutLine
{
    private const string Feature = "start-dialout";
    private const string StatusKeys = "callstatus_";
    private const int IdLength = 16;

    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan OfferedWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StatusKeptFor = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource<JsonElement>> orders = new(StringComparer.Ordinal);

    public SignalingMode Mode => SignalingMode.Embedded;

    public async Task<Result<string>> AskAsync(string token, DialOutRequest order, string backendUrl, CancellationToken ct)
    {
        if (DialOutOrderRules.ErrorOf(token, order.Dialout.Number) is { } error) return DialOutRules.CallIdOf(error);

        var json = JsonSerializer.Serialize(order.Dialout, OcsJson.Options);
        if (Candidates().Count > 0) return DialOutRules.CallIdOf(await CallAsync(token, json, backendUrl, ct));

        var offer = await questions.AskAsync<DialOutOffered>(askId => new DialOutSought(askId, link.Node), OfferedWithin, ct);
        if (offer is null) return DialOutRules.CallIdOf(DialOutOrderRules.NoClient);

        var answer = await questions.AskAsync<DialOutAnswered>(
            askId => new DialOutOrdered(askId, link.Node, offer.By, token, json, backendUrl), AnsweredWithin + OfferedWithin, ct);
        return DialOutRules.CallIdOf(answer?.Answer ?? DialOutOrderRules.TimedOut);
    }

    /// <summary>Another node asks or answers.</summary>
    public void Hear(Announcement announcement)
    {
        switch (announcement)
        {
            case DialOutSought sought when sought.Node != link.Node && Candidates().Count > 0:
                link.Tell(new DialOutOffered(sought.AskId, sought.Node, link.Node));
                break;
            case DialOutOffered offered when offered.Node == link.Node:
                questions.Settle(offered.AskId, offered);
                break;
            case DialOutOrdered ordered when ordered.By == link.Node:
                _ = Task.Run(async () => link.Tell(new DialOutAnswered(ordered.AskId, ordered.Node, await CallAsync(ordered.RoomToken, ordered.Order, ordered.Backend, CancellationToken.None))));
                break;
            case DialOutAnswered answered when answered.Node == link.Node:
                questions.Settle(answered.AskId, answered);
                break;
        }
    }

    /// <summary>An internal client answers an order, or says what becomes of a call.</summary>
    public void Hear(SocketSession from, string? messageId, JsonElement content)
    {
        if (messageId is not null)
        {
            lock (gate)
            {
                if (orders.Remove(messageId, out var waiting)) waiting.TrySetResult(content.Clone());
            }
        }

        if (content.Text("type") != "status" || !content.TryObject("status", out var status) || status.Text("callid") is not { Length: > 0 } callId) return;

        // Whoever is over is shown for a while.
        TimeSpan? ttl = status.Text("status") is "rejected" or "cleared" ? StatusKeptFor : null;
        hub.WriteTransient(from, content.Text("roomid"), StatusKeys + callId, status.Clone(), ttl);
    }

    private List<SocketSession> Candidates() => hub.Unplaced(Feature);

    /// <summary>One after the other, until one takes it.</summary>
    private async Task<string> CallAsync(string token, string order, string backend, CancellationToken ct)
    {
        var answer = DialOutOrderRules.NoClient;
        foreach (var client in Candidates())
        {
            answer = await CallAsync(client, token, order, backend, ct);
            if (DialOutRules.CallIdOf(answer).Succeeded) break;
        }

        return answer;
    }

    private async Task<string> CallAsync(SocketSession client, string token, string order, string backend, CancellationToken ct)
    {
        var (id, answer) = (Secret.Create(IdLength), new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate) orders.Add(id, answer);
        try
        {
            hub.Order(client, Frames.DialOut(id, token, backend, order));
            return DialOutOrderRules.AnswerOf(await answer.Task.WaitAsync(AnsweredWithin, time, ct));
        }
        catch (TimeoutException)
        {
            return DialOutOrderRules.TimedOut;
        }
        finally
        {
            lock (gate) orders.Remove(id);
        }
    }
}
