using System.Collections.Concurrent;
using Plenum.Accounts;
using Plenum.Common;

namespace Plenum.Tests.Testing;

/// <summary>
/// The people of one history: an owner, a moderator, members, one who comes with a group, somebody outside, guests with
/// and without an invitation, a telephone bridge, somebody who forges its requests, and an administrator. Everybody
/// can be met at each node.
/// </summary>
internal sealed class Cast
{
    public static readonly string[] Members = ["mona", "una", "uwe", "udo"];
    public static readonly string[] Accounts = ["olga", .. Members, "gina", "xena"];
    public static readonly string[] Guests = ["gil", "gus"];

    private readonly Dictionary<string, TalkClient[]> clients = [];
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> guestIds = new(StringComparer.Ordinal);

    public string Group { get; } = PlenumServer.Unique("class");

    public string Address { get; } = $"{PlenumServer.Unique("emil")}@example.org";

    public required IReadOnlyList<PlenumServer> Nodes { get; init; }

    public static async Task<Cast> OfAsync(IReadOnlyList<PlenumServer> nodes)
    {
        var cast = new Cast { Nodes = nodes };
        await cast.InviteAsync();
        foreach (var guest in Guests.Append("emil")) cast.Seat(guest, nodes[0].Guest());
        cast.Seat("admin", nodes[0].Admin());
        cast.Seat("bridge", nodes[0].Guest());
        cast.Seat("forger", nodes[0].Guest());
        cast.guestIds["emil"] = Secret.Sha256(cast.Address);
        return cast;
    }

    public TalkClient Client(string name, bool atSecondNode = false) => clients[name][atSecondNode ? ^1 : 0];

    /// <summary>The actor id; a guest's is known once it has joined.</summary>
    public string? IdOf(string name) => ids.GetValueOrDefault(name) ?? guestIds.GetValueOrDefault(name);

    public void Recognise(string guest, string actorId) => guestIds[guest] = actorId;

    /// <summary>Accounts that sign in with app passwords: no slow hash for each of thousands.</summary>
    private Task InviteAsync() => Nodes[0].InDbAsync(async db =>
    {
        var now = Nodes[0].Clock.GetUtcNow();
        foreach (var name in Accounts)
        {
            var id = ids[name] = PlenumServer.Unique(name);
            var password = Secret.Create(AppPassword.Length);
            db.Set<Account>().Add(new Account { Id = id, Key = Account.KeyOf(id), DisplayName = id, PasswordHash = "-", CreatedAt = now });
            db.Set<AppPassword>().Add(new AppPassword { AccountId = id, Digest = Secret.Sha256(password), Name = "test", LoginName = id, CreatedAt = now });
            Seat(name, new TalkClient(Nodes[0], id, password));
        }

        db.Set<AccountGroup>().Add(new AccountGroup { Id = Group, DisplayName = Group });
        await db.SaveChangesAsync();
        db.Set<GroupMember>().Add(new GroupMember { GroupId = Group, AccountId = ids["gina"] });
    });

    private void Seat(string name, TalkClient client) => clients[name] = [.. Nodes.Select((node, index) => index == 0 ? client : client.At(node))];
}
