using System.Text.Json;
using Plenum.Signaling;

namespace Plenum.ExternalSignaling;

/// <summary>Answers what a signaling server asks (calls §D.3), once it has proven itself.</summary>
internal sealed class BackendDesk(HelloDesk hellos, RoomDoor rooms, ServerPings pings)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="body">JSON as it was received.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<BackendReply> AnswerAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var document = Parse(body);
        if (document is null) return BackendReply.Of(BackendError.InvalidRequest);

        var request = document.RootElement;
        return (request.Text("type"), request) switch
        {
            ("auth", _) when request.TryObject("auth", out var auth) => await AuthenticateAsync(auth, ct),
            ("room", _) when request.TryObject("room", out var room) => await EnterAsync(room, ct),
            ("ping", _) when request.TryObject("ping", out var ping) => await pings.TakeAsync(ping, ct),
            ("auth" or "room" or "ping", _) => BackendReply.Of(BackendError.InvalidRequest),

            // Also "session", by which old servers announced virtual sessions: they join rooms like everybody else now.
            _ => BackendReply.Of(BackendError.UnknownType),
        };
    }

    /// <summary>Hello 1.0: is the ticket the one of this user?</summary>
    private async Task<BackendReply> AuthenticateAsync(JsonElement auth, CancellationToken ct)
    {
        if (!auth.TryObject("params", out var shown)) return BackendReply.Of(BackendError.InvalidTicket);

        var (user, error) = await hellos.CheckTicketAsync(shown, ct);
        if (user is null) return BackendReply.Of(error == HelloErrors.NoSuchUser ? BackendError.NoSuchUser : BackendError.InvalidTicket);
        return BackendReply.Of(new BackendAuth("1.0", user.UserId, user.DisplayName is { } name ? new BackendUser(name) : null));
    }

    private Task<BackendReply> EnterAsync(JsonElement room, CancellationToken ct) => RoomClaimRules.Parse(room) switch
    {
        null => Task.FromResult(BackendReply.Of(BackendError.NoSuchRoom)),
        { Leaves: true } claim => rooms.LeaveAsync(claim, ct),
        var claim => rooms.JoinAsync(claim, ct),
    };

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.IsEmpty ? null : JsonDocument.Parse(body, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
