using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Tests.Testing;

namespace Plenum.Tests.AccessLadder;

/// <summary>What somebody can be to a conversation.</summary>
public enum Role
{
    Anonymous,
    Stranger,
    Administrator,
    Banned,
    Guest,
    GuestModerator,
    SelfJoined,
    User,
    Moderator,
    Owner,
}

/// <summary>One person for each role, who plays it in every conversation that is staged.</summary>
internal sealed class Company
{
    private static readonly Dictionary<Role, ParticipantType> Types = new()
    {
        [Role.Banned] = ParticipantType.User,
        [Role.Guest] = ParticipantType.Guest,
        [Role.GuestModerator] = ParticipantType.GuestModerator,
        [Role.SelfJoined] = ParticipantType.SelfJoinedUser,
        [Role.User] = ParticipantType.User,
        [Role.Moderator] = ParticipantType.Moderator,
        [Role.Owner] = ParticipantType.Owner,
    };

    private readonly PlenumServer server;
    private readonly Dictionary<Role, TalkClient> people = [];
    private readonly Dictionary<Role, (Actor Actor, long? Browser)> actors = [];

    private readonly Action<Conversation> arrange;

    private Company(PlenumServer server, Action<Conversation> arrange) => (this.server, this.arrange) = (server, arrange);

    public TalkClient this[Role role] => people[role];

    /// <summary>The conversation in which everybody has the role.</summary>
    public string Token { get; private set; } = "";

    /// <summary>An account, and a group of the same name, that nobody needs.</summary>
    public string Id { get; private set; } = "";

    public static async Task<Company> AssembleAsync(PlenumServer server, Action<Conversation> arrange)
    {
        var company = new Company(server, arrange);
        foreach (var role in Enum.GetValues<Role>()) await company.HireAsync(role);
        await company.RestageAsync();
        return company;
    }

    /// <summary>Everything anew, because somebody has changed it.</summary>
    public async Task RestageAsync()
    {
        Id = (await server.PersonAsync("extra")).User;
        await server.InDbAsync(db =>
        {
            db.Groups.Add(new AccountGroup { Id = Id, DisplayName = Id });
            return Task.CompletedTask;
        });
        Token = await StageAsync();
    }

    private async Task<string> StageAsync()
    {
        var now = server.Clock.GetUtcNow();
        var conversation = new Conversation { Token = $"ladder{PlenumServer.Unique("")}", Type = ConversationType.Public, Name = "Staged", CreatedAt = now, LastActivity = now };
        arrange(conversation);

        // Everybody together: a conversation that nobody belongs to is cleared away as soon as the server notices.
        var attendees = actors.ToDictionary(entry => entry.Key, entry => new Attendee
        {
            ConversationId = 0,
            Conversation = conversation,
            ActorType = entry.Value.Actor.Type,
            ActorId = entry.Value.Actor.Id,
            DisplayName = $"{entry.Key}",
            ParticipantType = Types[entry.Key],
        });
        await server.InDbAsync(db =>
        {
            db.Attendees.AddRange(attendees.Values);
            return Task.CompletedTask;
        });
        await server.InDbAsync(db =>
        {
            foreach (var (role, attendee) in attendees)
            {
                db.Sessions.Add(new Session { ConversationId = conversation.Id, AttendeeId = attendee.Id, SessionId = SessionBook.CreateId(tabId: null, invitedAddress: null), LastPing = now, JoinedAt = now, BrowserSessionId = actors[role].Browser });
            }

            db.Bans.Add(new Ban
            {
                ConversationId = conversation.Id,
                ModeratorActorType = ActorTypes.Users,
                ModeratorActorId = people[Role.Owner].User,
                ModeratorDisplayName = "Owner",
                BannedActorType = ActorTypes.Users,
                BannedActorId = people[Role.Banned].User,
                BannedDisplayName = "Banned",
                BannedAt = now,
                InternalNote = "",
            });
            return Task.CompletedTask;
        });
        return conversation.Token;
    }

    private async Task HireAsync(Role role)
    {
        var isGuest = role is Role.Guest or Role.GuestModerator;
        people[role] = role switch
        {
            Role.Anonymous => server.Guest(),
            Role.Administrator => server.Admin(),
            _ when isGuest => server.Guest(),
            _ => await server.PersonAsync(role.ToString().ToLowerInvariant()),
        };
        if (!Types.ContainsKey(role)) return;

        actors[role] = isGuest ? await CookieAsync(people[role]) : (Actor.User(people[role].User), null);
    }

    private async Task<(Actor Actor, long? Browser)> CookieAsync(TalkClient guest)
    {
        var cookie = PlenumServer.Unique("cookie");
        var now = server.Clock.GetUtcNow();
        var browser = new BrowserSession { Digest = Secret.Sha256(cookie), GuestId = Secret.Sha1(cookie), CreatedAt = now, LastSeenAt = now };
        await server.InDbAsync(db =>
        {
            db.BrowserSessions.Add(browser);
            return Task.CompletedTask;
        });
        guest.Http.DefaultRequestHeaders.Add("Cookie", $"{BrowserSession.Cookie}={cookie}");
        return (Actor.Guest(browser.GuestId), browser.Id);
    }
}
