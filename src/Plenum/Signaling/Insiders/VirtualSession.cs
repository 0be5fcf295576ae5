using System.Text.Json;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>What a session is that an internal client has added (calls §E.12). The hub's lock guards it.</summary>
internal sealed class VirtualSession(SocketSession owner, string name)
{
    /// <summary>Speaks for it, and gets what is meant for it.</summary>
    public SocketSession Owner => owner;

    /// <summary>What its owner calls it.</summary>
    public string Name => name;

    /// <summary>1 muted speaking, 2 muted listening, 4 talking.</summary>
    public int Flags { get; set; }
}

/// <summary>A virtual session as an internal client wants it.</summary>
/// <param name="Name">What it calls it.</param>
/// <param name="Token">The room.</param>
/// <param name="UserId">Shown for it; null without.</param>
/// <param name="DisplayName">Shown for it; null without.</param>
/// <param name="Flags">Null leaves them, or none.</param>
/// <param name="InCall">Null leaves them, or those of a telephone.</param>
/// <param name="Actor">The attendee that it is; null when it is nobody in the conversation.</param>
internal sealed record VirtualWish(string Name, string Token, string? UserId, string? DisplayName, int? Flags, CallFlags? InCall, Actor? Actor)
{
    /// <summary>A telephone in a call, with its voice.</summary>
    public const CallFlags Telephone = CallFlags.InCall | CallFlags.WithPhone;

    private const int AllFlags = 15;

    /// <returns>Null when it names no session or no room.</returns>
    public static VirtualWish? Parse(JsonElement body)
    {
        var (name, token) = (body.Text("sessionid"), body.Text("roomid"));
        if (name.Length == 0 || token.Length == 0) return null;

        var displayName = body.TryObject("user", out var user) ? user.Text("displayname") : "";
        var isActor = body.TryObject("options", out var options) && options.Text("actorType").Length > 0 && options.Text("actorId").Length > 0;
        return new VirtualWish(
            name,
            token,
            body.Text("userid") is { Length: > 0 } userId ? userId : null,
            displayName.Length > 0 ? displayName : null,
            body.Number("flags"),
            body.Number("incall") is { } flags ? (CallFlags)(flags & AllFlags) : null,
            isActor ? new Actor(options.Text("actorType"), options.Text("actorId")) : null);
    }
}
