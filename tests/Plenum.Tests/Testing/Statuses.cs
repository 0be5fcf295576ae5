namespace Plenum.Tests.Testing;

/// <summary>What people say of themselves, and what others see of it.</summary>
internal static class Statuses
{
    public const string Root = "/ocs/v2.php/apps/user_status/api/v1";
    public const string Own = $"{Root}/user_status";

    /// <summary>What the Talk app for Android sends.</summary>
    public const string Android = "Mozilla/5.0 (Android) Nextcloud-Talk v23.0.0";

    public static Task<Reply> ChooseAsync(this TalkClient person, string statusType) => person.PutAsync($"{Own}/status", new { statusType });

    public static Task<Reply> BeatAsync(this TalkClient person, string status = "online") => person.PutAsync($"{Root}/heartbeat", new { status });

    public static Task<Reply> SayOfSelfAsync(this TalkClient person, string? statusIcon, string? message, long? clearAt = null) =>
        person.PutAsync($"{Own}/message/custom", new { statusIcon, message, clearAt });

    /// <summary>Status and message as the person sees them; <c>none</c> without.</summary>
    public static async Task<string> OwnStatusAsync(this TalkClient person)
    {
        var reply = await person.GetAsync(Own);
        return reply.Status == 404 ? "none" : Summary(reply, reply.Expect(200)["messageId"].GetString());
    }

    /// <summary>Status and message of somebody as others see them; <c>none</c> without.</summary>
    public static async Task<string> StatusOfAsync(this TalkClient viewer, TalkClient person)
    {
        var reply = await viewer.GetAsync($"{Root}/statuses/{person.User}");
        return reply.Status == 404 ? "none" : Summary(reply.Expect(200), messageId: null);
    }

    public static async Task BeginCallAsync(this TalkClient person, string token)
    {
        await person.JoinAsync(token);
        (await person.PostAsync($"v4/call/{token}")).Expect(200);
    }

    private static string Summary(Reply reply, string? messageId) =>
        string.Join(' ', new[] { reply["status"].GetString(), messageId, reply["icon"].GetString(), reply["message"].GetString() }.OfType<string>());
}
