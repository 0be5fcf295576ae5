using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>What a host's desk asks below <c>/ocs/v2.php/apps/plenum/api/v1</c>, and what Plenum's own page hears on its socket.</summary>
internal static class Desk
{
    /// <summary>A path of Plenum's own.</summary>
    public static string Own(string path) => $"/ocs/v2.php/apps/plenum/api/v1/{path}";

    public static Task<Reply> WaitingAsync(this TalkClient person, string token) => person.GetAsync(Own($"room/{token}/waiting"));

    /// <summary>Who waits, by actor id; guests by name.</summary>
    public static async Task<string[]> NamesWaitingAsync(this TalkClient moderator, string token) =>
        [.. (await moderator.WaitingAsync(token)).Expect(200).Data.EnumerateArray().Select(row => row.GetProperty("displayName").GetString()!)];

    public static Task<Reply> AdmitAsync(this TalkClient moderator, string token, long attendeeId) => moderator.PostAsync(Own($"room/{token}/waiting/{attendeeId}"));

    public static Task<Reply> AdmitAllAsync(this TalkClient moderator, string token) => moderator.PostAsync(Own($"room/{token}/waiting"));

    public static Task<Reply> RaiseAsync(this TalkClient person, string token, bool raised = true) => person.PutAsync(Own($"room/{token}/hand"), new { raised });

    public static Task<Reply> HandsAsync(this TalkClient person, string token) => person.GetAsync(Own($"room/{token}/hands"));

    /// <summary>Whose hands are up, in their order.</summary>
    public static async Task<string[]> NamesOfHandsAsync(this TalkClient person, string token) => Names((await person.HandsAsync(token)).Expect(200).Data);

    /// <summary>A guest by the link, under a name.</summary>
    public static async Task<TalkClient> NamedGuestAsync(this PlenumServer server, string token, string name)
    {
        var guest = server.Guest();
        await guest.JoinAsync(token);
        (await guest.PostAsync($"v1/guest/{token}/name", new { displayName = name })).Expect(200);
        return guest;
    }

    /// <summary>Plenum's own page, which has joined by REST and sits at the socket, perhaps in the lobby.</summary>
    public static async Task<SignalingClient> PageAsync(this PlenumServer server, TalkClient person, string token, params string[] features)
    {
        var sessionId = (await person.JoinAsync(token)).Text("sessionId");
        var page = await SignalingClient.GreetAsync(server, person, token, features.Length > 0 ? features : ["plenum"]);
        Assert.Equal("room", (await page.JoinAsync(token, sessionId)).GetProperty("type").GetString());
        return page;
    }

    /// <summary>The next event of Plenum's own of this kind that fits.</summary>
    public static async Task<JsonElement> OwnAsync(this SignalingClient page, string kind, Func<JsonElement, bool>? fits = null)
    {
        while (true)
        {
            var message = await page.EventAsync("room", "message");
            if (!message.GetProperty("data").TryGetProperty("plenum", out var plenum) || !plenum.TryGetProperty(kind, out var content)) continue;
            if (fits is null || fits(content)) return content;
        }
    }

    /// <summary>The kinds of Plenum's own events heard until the server has done what it was asked so far.</summary>
    public static async Task<List<string>> OwnKindsAsync(this SignalingClient page)
    {
        var kinds = new List<string>();
        await page.SayAsync(new { id = "so far", type = "transient", transient = new { type = "nothing" } });
        while (await page.HearAsync() is var frame && !(frame.TryGetProperty("id", out var id) && id.GetString() == "so far"))
        {
            if (frame.GetProperty("type").GetString() != "event" || !frame.GetProperty("event").TryGetProperty("message", out var message)) continue;
            if (message.GetProperty("data").TryGetProperty("plenum", out var plenum)) kinds.AddRange(plenum.EnumerateObject().Select(kind => kind.Name));
        }

        return kinds;
    }

    /// <summary>The names in a list.</summary>
    public static string[] Names(JsonElement list) => [.. list.EnumerateArray().Select(row => row.GetProperty("displayName").GetString()!)];
}
