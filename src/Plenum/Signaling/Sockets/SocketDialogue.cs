using System.Text.Json;
using Plenum.Accounts;

namespace Plenum.Signaling;

/// <summary>What one client says on its socket, answered in order (calls §E).</summary>
internal sealed partial class SocketDialogue(IServiceScopeFactory scopes, SocketHub hub, MediaDesk desk, NodeLink link, RoomRounds rounds, TimeProvider time, ILogger log, SocketConnection connection, string baseUrl, string network)
{
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestTtl = TimeSpan.FromDays(30);

    private ITimer? helloAlarm;
    private SocketSession? session;
    private bool isOver;

    public async Task RunAsync(CancellationToken ct)
    {
        connection.Send(Frames.Welcome(hub.HasMedia));
        AwaitHello();
        try
        {
            var rate = new MessageRate(time);
            while (!isOver && await connection.ReadAsync(ct) is { } next)
            {
                using var incoming = next;
                await rate.NextAsync(ct);
                await AnswerAsync(incoming.Message, ct);
            }
        }
        finally
        {
            StopWaiting();
            if (session is not null) hub.Lose(session, connection);
        }
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        using var document = FrameReading.Parse(message);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root || root.Text("type") is not { Length: > 0 } type)
        {
            connection.Send(Frames.Error(id: null, HelloErrors.InvalidFormat));
            return;
        }

        var id = root.Text("id") is { Length: > 0 } given ? given : null;
        var isUnderstood = root.TryObject(type, out var body);
        if (type == "bye") Leave(id);
        else if (session is null && type != "hello") connection.Send(Frames.Error(id, HelloErrors.HelloExpected));
        else if (!isUnderstood) AnswerUnknown(id, type);
        else await TryAnswerAsync(id, type, body, ct);
    }

    /// <summary>When the database is away the client hears so, keeps its connection and its room, and may try again.</summary>
    private async Task TryAnswerAsync(string? id, string type, JsonElement body, CancellationToken ct)
    {
        try
        {
            if (session is null) await GreetAsync(id, body, ct);
            else await AnswerAsync(session, id, type, body, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Failed(log, exception, type);
            connection.Send(Frames.Error(id, type == "room" ? HelloErrors.RoomJoinFailed : HelloErrors.InternalError));
            if (session is null) AwaitHello();
        }
    }

    private async Task AnswerAsync(SocketSession from, string? id, string type, JsonElement body, CancellationToken ct)
    {
        switch (type)
        {
            case "room":
                await EnterAsync(from, id, body.Text("roomid"), body.Text("sessionid"), ct);
                break;
            case "message" or "control":
                await link.RoomAsync(ct);
                Relay(from, id, type, body);
                break;
            case "internal":
                await link.RoomAsync(ct);
                await ServeAsync(from, id, body, ct);
                break;
            case "transient":
                await link.RoomAsync(ct);
                SetTransient(from, id, body);
                break;
        }
    }

    /// <summary>Types that nobody knows are passed over, known ones without their content are not.</summary>
    private void AnswerUnknown(string? id, string type)
    {
        if (type is "hello" or "room" or "message" or "control" or "transient") connection.Send(Frames.Error(id, HelloErrors.InvalidFormat));
    }

    private void Leave(string? id)
    {
        isOver = true;
        var goodbye = Frames.Bye(id, reason: null);
        if (session is null) connection.Close(goodbye);
        else hub.End(session, goodbye, leavesTalk: true);
    }

    /// <summary>While one looks at what the client shows, its time does not run.</summary>
    private async Task GreetAsync(string? id, JsonElement hello, CancellationToken ct)
    {
        StopWaiting();
        await using var scope = scopes.CreateAsyncScope();
        var error = hello.Text("resumeid") is { Length: > 0 } resumeId
            ? await ResumeAsync(scope.ServiceProvider, id, resumeId, ct)
            : await RegisterAsync(scope.ServiceProvider, id, hello, ct);
        if (error is null) return;

        connection.Send(Frames.Error(id, error));
        AwaitHello();
    }

    private async Task<string?> RegisterAsync(IServiceProvider services, string? id, JsonElement hello, CancellationToken ct)
    {
        var (user, error) = await services.GetRequiredService<HelloDesk>().CheckAsync(hello, baseUrl, network, ct);
        if (user is null) return error;

        var resumeId = await services.GetRequiredService<ResumeIds>().CreateAsync(ct);
        session = hub.Register(user, hello.Words("features"), resumeId, connection, id, hello.Text("version"));
        return null;
    }

    /// <summary>Ids that this server never gave out are guesses; those that have expired are not.</summary>
    private async Task<string?> ResumeAsync(IServiceProvider services, string? id, string resumeId, CancellationToken ct)
    {
        var bruteForce = services.GetRequiredService<BruteForce>();
        if (await bruteForce.AdmitAsync(network, [ResumeIds.Action], ct) is not null) return HelloErrors.TooManyRequests;

        session = hub.Resume(resumeId, connection, id);
        if (session is not null) return null;

        if (await services.GetRequiredService<ResumeIds>().IsGenuineAsync(resumeId, ct)) session = await FetchAsync(services, id, resumeId, ct);
        else await bruteForce.RegisterAsync(ResumeIds.Action, network, subject: "", ct);
        return session is null ? HelloErrors.NoSuchSession : null;
    }

    /// <summary>Perhaps another node has it.</summary>
    private async Task<SocketSession?> FetchAsync(IServiceProvider services, string? id, string resumeId, CancellationToken ct)
    {
        if (await services.GetRequiredService<Handovers>().AskAsync(resumeId, ct) is not { } handed) return null;

        var joined = handed.Seat is { } seat ? await services.GetRequiredService<RoomReader>().EnterAsync(handed.User, seat.Token, seat.TalkSessionId, ct) : null;
        await hub.TakeOver(handed, resumeId, joined).WaitAsync(ct);
        return hub.Resume(resumeId, connection, id);
    }

    private async Task EnterAsync(SocketSession from, string? id, string token, string talkSessionId, CancellationToken ct)
    {
        if (token.Length == 0)
        {
            if (hub.Stand(from, id) is { } left) await rounds.LeaveAsync(left);
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<RoomReader>();
        if (await (from.Kind == SeatKind.Internal ? reader.AdmitAsync(token, from.Id, ct) : reader.EnterAsync(from.User, token, talkSessionId, ct)) is not { } joined)
        {
            connection.Send(Frames.Error(id, HelloErrors.NoSuchRoom));
            return;
        }

        if (hub.Sit(from, joined, id) is { } former) await rounds.LeaveAsync(former);
    }

    private void Relay(SocketSession from, string? id, string type, JsonElement body)
    {
        if (!body.TryObject("recipient", out var recipient) || !body.TryGetProperty("data", out var data))
        {
            connection.Send(Frames.Error(id, HelloErrors.InvalidFormat));
            return;
        }

        if (type == "message" && SignalingDataRules.ErrorOf(data) is { } error) connection.Send(Frames.Error(id, error));
        else if (type != "message" || !desk.TryTake(from, id, recipient, data)) hub.Relay(from, type, recipient, data);
    }

    private async Task ServeAsync(SocketSession from, string? id, JsonElement body, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<InternalDesk>().AnswerAsync(from, id, body, ct) is { } error) connection.Send(Frames.Error(id, error));
    }

    private void SetTransient(SocketSession from, string? id, JsonElement body)
    {
        var error = (body.Text("type"), body.TryGetProperty("value", out var value)) switch
        {
            ("set", true) => hub.SetTransient(from, body.Text("key"), value.ValueKind == JsonValueKind.Null ? null : value.Clone(), TtlOf(body)),
            ("remove", _) => hub.SetTransient(from, body.Text("key"), value: null, ttl: null),
            _ => "ignored",
        };
        if (error is not null) connection.Send(Frames.Error(id, error));
    }

    /// <summary>Given in nanoseconds.</summary>
    private static TimeSpan? TtlOf(JsonElement body) =>
        body.TryGetProperty("ttl", out var ttl) && ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt64(out var nanoseconds) && nanoseconds > 0 
            ? TimeSpan.FromMicroseconds(Math.Min(nanoseconds / 1000, LongestTtl.TotalMicroseconds))
            : null;

    private void AwaitHello() => helloAlarm = time.CreateTimer(_ => connection.Close(Frames.Bye(id: null, HelloErrors.HelloTimeout)), state: null, HelloWithin, Timeout.InfiniteTimeSpan);

    private void StopWaiting()
    {
        helloAlarm?.Dispose();
        helloAlarm = null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Answering a message of type {Type} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string type);
}
