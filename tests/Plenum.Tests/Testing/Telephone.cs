using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Webinars;

namespace Plenum.Tests.Testing;

/// <summary>Dial-in as moderators switch it, and requests as the SIP bridge signs them.</summary>
internal static class Telephone
{
    private const string Random = "0123456789abcdef0123456789abcdef";

    /// <summary>Somebody without account and cookies who knows the secret and signs the token in the path.</summary>
    public static Task<Reply> BridgeAsync(this PlenumServer server, HttpMethod method, string token, string path, object? body = null) =>
        server.SignedAsync(method, $"v4/room/{token}{(path.Length > 0 ? $"/{path}" : "")}", signed: token, body);

    /// <param name="server">Where to.</param>
    /// <param name="method">The verb.</param>
    /// <param name="path">The path, as in <see cref="TalkClient"/>.</param>
    /// <param name="signed">What the signature is over.</param>
    /// <param name="body">Sent as JSON.</param>
    public static async Task<Reply> SignedAsync(this PlenumServer server, HttpMethod method, string path, string signed, object? body = null)
    {
        using var bridge = server.Guest();
        return await bridge.SendAsync(method, path, body, SignatureOf(signed));
    }

    public static (string Name, string Value)[] SignatureOf(string signed, string random = Random, string secret = PlenumServer.SipSecret) =>
    [
        (SipSignatureRules.RandomHeader, random),
        (SipSignatureRules.ChecksumHeader, SipSignatureRules.Checksum(random, secret, signed)),
    ];

    public static Task<Reply> TrySetSipAsync(this TalkClient moderator, string token, object? state) =>
        moderator.PutAsync($"v4/room/{token}/webinar/sip", new { state });

    /// <summary>Switches dial-in; fails the test when that is refused.</summary>
    public static async Task<Reply> SetSipAsync(this TalkClient moderator, string token, int state) =>
        (await moderator.TrySetSipAsync(token, state)).Expect(200);

    /// <summary>The PIN as it is stored, whether anybody may see it or not.</summary>
    public static Task<string?> PinOfAsync(this PlenumServer server, string token, string actorId) =>
        server.FromDbAsync(db => db.Attendees.Where(attendee => attendee.Conversation!.Token == token && attendee.ActorId == actorId).Select(attendee => attendee.Pin).SingleAsync());

    /// <summary>Gives somebody a PIN of one's choice.</summary>
    public static Task SetPinAsync(this PlenumServer server, string token, string actorId, string pin) =>
        server.InDbAsync(async db => (await db.Attendees.SingleAsync(attendee => attendee.Conversation!.Token == token && attendee.ActorId == actorId)).Pin = pin);

    /// <summary>Changes a stored conversation directly, where no endpoint leads there.</summary>
    public static Task ChangeAsync(this PlenumServer server, string token, Action<Conversation> change) =>
        server.InDbAsync(async db => change(await db.Conversations.SingleAsync(conversation => conversation.Token == token)));

    /// <summary>The dial-in state as it is stored.</summary>
    public static Task<SipState> StoredSipAsync(this PlenumServer server, string token) =>
        server.FromDbAsync(db => db.Conversations.Where(conversation => conversation.Token == token).Select(conversation => conversation.SipEnabled).SingleAsync());

    /// <summary>Gives a conversation a token of one's choice, as one created before dial-in was set up may have.</summary>
    public static Task RenameTokenAsync(this PlenumServer server, string token, string renamed) =>
        server.InDbAsync(db => db.Conversations.Where(conversation => conversation.Token == token)
            .ExecuteUpdateAsync(row => row.SetProperty(conversation => conversation.Token, renamed)));

    /// <summary>The rows of telephone numbers in a participant list.</summary>
    public static JsonElement[] PhoneRows(this Reply participants) =>
        [.. participants.Expect(200).Data.EnumerateArray().Where(row => row.Text("actorType") == "phones")];

    /// <summary>The only one.</summary>
    public static JsonElement PhoneRow(this Reply participants) => Assert.Single(participants.PhoneRows());

    public static string Text(this JsonElement row, string property) => row.GetProperty(property).GetString()!;
}
