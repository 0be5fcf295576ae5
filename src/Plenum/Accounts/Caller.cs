using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>Who sends this request: an account, a guest known by cookie, or nobody yet.</summary>
internal sealed record Caller(Account? Account, BrowserSession? Browser, string Network, string Address)
{
    public const string TabHeader = "X-Nextcloud-Talk-Session-Tab-Id";

    public static readonly Caller Nobody = new(Account: null, Browser: null, Network: "", Address: "");

    /// <summary>The app password that was used, if one was.</summary>
    public AppPassword? AppPassword { get; init; }

    /// <summary>The name that was given with the password, as it was typed: app passwords are bound to it.</summary>
    public string? LoginName { get; init; }

    /// <summary>When the password was proven in this browser; null for somebody who is not signed in by cookie.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>The browser tab, when the client tells tabs apart: 64 letters and digits.</summary>
    public string? TabId { get; init; }

    public string UserAgent { get; init; } = "";

    /// <summary>This browser has opened an invitation by e-mail.</summary>
    public bool HasInvitations { get; init; }

    public bool HasAccount => Account is not null;

    /// <summary>Null for somebody who has neither an account nor ever joined as a guest.</summary>
    public Actor? Actor => (Account, Browser) switch
    {
        ({ } account, _) => Common.Actor.User(account.Id),
        (_, { GuestId: { } guest }) => Common.Actor.Guest(guest),
        _ => null,
    };

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Nobody;

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context));
}
