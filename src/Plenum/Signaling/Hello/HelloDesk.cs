using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>Who says hello.</summary>
/// <param name="UserId">Null for a guest.</param>
/// <param name="DisplayName">The account's name.</param>
/// <param name="IsInternal">A client that knows the administrator's secret: nobody in particular, and everywhere let in.</param>
internal sealed record SocketUser(string? UserId, string? DisplayName, bool IsInternal = false);

/// <summary>Checks what a client shows with its hello (calls §E.3): a ticket, or a token.</summary>
internal sealed class HelloDesk(InternalHello insiders, PlenumDb db, TicketBook tickets, TalkConfigStore configs, TimeProvider time)
{
    private const string TalkPath = "ocs/v2.php/apps/spreed/";

    /// <param name="hello">The client's message.</param>
    /// <param name="baseUrl">The address under which it reached this server.</param>
    /// <param name="network">Where it comes from.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Who it is, or an error code.</returns>
    public async Task<(SocketUser? User, string? Error)> CheckAsync(JsonElement hello, string baseUrl, string network, CancellationToken ct)
    {
        var version = hello.Text("version");
        if (version is not ("1.0" or "2.0")) return (null, HelloErrors.InvalidHelloVersion);
        if (!hello.TryObject("auth", out var auth) || !auth.TryObject("params", out var shown)) return (null, HelloErrors.InvalidFormat);

        var type = auth.Text("type");
        if (type is not ("" or "client" or "internal")) return (null, HelloErrors.InvalidClientType);
        if (type == "internal" && await insiders.CheckAsync(shown, network, ct) is { } refusal) return (null, refusal);
        if (!IsThisServer(type == "internal" ? shown.Text("backend") : auth.Text("url"), baseUrl)) return (null, HelloErrors.InvalidBackend);
        if (type == "internal") return (new SocketUser(UserId: null, DisplayName: null, IsInternal: true), null);

        return version == "1.0" ? await CheckTicketAsync(shown, ct) : await CheckTokenAsync(shown, ct);
    }

    /// <summary>Hello 1.0: the ticket of an account, or of some guest.</summary>
    public async Task<(SocketUser? User, string? Error)> CheckTicketAsync(JsonElement shown, CancellationToken ct)
    {
        var (userId, ticket) = (shown.Text("userid"), shown.Text("ticket"));
        var (user, error) = await FindAsync(userId, ct);
        if (error is not null) return (null, error);

        return await tickets.IsProvenAsync(userId.Length == 0 ? null : userId, ticket, ct) ? (user, null) : (null, HelloErrors.InvalidTicket);
    }

    private async Task<(SocketUser? User, string? Error)> CheckTokenAsync(JsonElement shown, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        var algorithm = config.HelloAlgorithm;
        var (claims, error) = HelloTokenRules.Verify(algorithm, config.Text(algorithm.PublicKey), shown.Text("token"), time.Now());
        return error is null ? await FindAsync(claims!.Subject ?? "", ct) : (null, error);
    }

    private async Task<(SocketUser? User, string? Error)> FindAsync(string userId, CancellationToken ct)
    {
        if (userId.Length == 0) return (new SocketUser(UserId: null, DisplayName: null), null);

        var name = await db.Accounts.AsNoTracking().Where(account => account.Id == userId && account.Enabled).Select(account => account.DisplayName).FirstOrDefaultAsync(ct);
        return name is null ? (null, HelloErrors.NoSuchUser) : (new SocketUser(userId, name), null);
    }

    /// <summary>Everything from the path of the Talk API on, default ports and slashes make no difference.</summary>
    private static bool IsThisServer(string url, string baseUrl)
    {
        var cut = url.IndexOf(TalkPath, StringComparison.Ordinal);
        return Uri.TryCreate(cut < 0 ? url : url[..cut], UriKind.Absolute, out var named)
            && Uri.TryCreate(baseUrl, UriKind.Absolute, out var own)
            && string.Equals(named.Authority, own.Authority, StringComparison.OrdinalIgnoreCase)
            && named.AbsolutePath.Trim('/') == own.AbsolutePath.Trim('/');
    }
}

/// <summary>Reading what clients send, which may be anything.</summary>
internal static class WireReading
{
    /// <returns>Empty for anything but a string.</returns>
    public static string Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static bool TryObject(this JsonElement json, string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
    }

    /// <returns>Null for anything but a whole number, or true and false.</returns>
    public static int? Number(this JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };

    public static HashSet<string> Words(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)]
            : [];
}
