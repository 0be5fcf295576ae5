using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Participants;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Creates, changes and deletes groups and keeps their members, and with them the people of conversations. Runs inside the caller's unit of work.</summary>
internal sealed class GroupProvisioning(PlenumDb db, GroupSync sync, ActorNames names)
{
    /// <summary>Settings that name groups.</summary>
    private static readonly string[] GroupLists = ["allowed_groups", "start_conversations", "start_calls_groups", "sip_bridge_groups", "federation_allowed_groups"];

    /// <summary>Refused with 101 (id) or 102 (exists).</summary>
    public async Task<Result<AccountGroup>> CreateAsync(string id, string? displayName, CancellationToken ct)
    {
        if (!GroupRules.IsValidId(id) || displayName is { Length: > AccountRules.MaxNameLength }) return GroupRules.InvalidId;
        if (await FindAsync(id, ct) is not null) return GroupRules.Exists;

        var group = new AccountGroup { Id = id, DisplayName = string.IsNullOrWhiteSpace(displayName) ? id : displayName.Trim() };
        db.Groups.Add(group);
        return group;
    }

    /// <summary>Tracked.</summary>
    public Task<AccountGroup?> FindAsync(string id, CancellationToken ct) => db.Groups.FirstOrDefaultAsync(group => group.Id == id, ct);

    public async Task RenameAsync(AccountGroup group, string displayName, CancellationToken ct)
    {
        group.DisplayName = displayName;
        await names.RenameAsync(new Actor(ActorTypes.Groups, group.Id), displayName, ct);
    }

    /// <summary>People that came into conversations with the group stay there. No setting names the group any longer.</summary>
    public async Task DeleteAsync(AccountGroup group, CancellationToken ct)
    {
        await sync.DeletedAsync(group.Id, ct);
        var lists = await db.AppConfig.Where(entry => entry.App == TalkConfig.App && GroupLists.Contains(entry.Key)).ToListAsync(ct);
        foreach (var list in lists) list.Value = Without(list.Value, group.Id);
        db.Groups.Remove(group);
    }

    /// <summary>Before joining several.</summary>
    public Task TakeAsync(IReadOnlyCollection<string> groupIds, CancellationToken ct) =>
        groupIds.Count == 0 ? Task.CompletedTask : sync.TakeAsync(groupIds, ct);

    /// <summary>Joining twice is the same as once.</summary>
    public async Task JoinAsync(Account account, string groupId, CancellationToken ct)
    {
        if (await MembershipAsync(account, groupId, ct) is not null) return;

        db.GroupMembers.Add(new GroupMember { GroupId = groupId, AccountId = account.Id });
        await sync.JoinedAsync(Actor.User(account.Id), account.DisplayName, groupId, ct);
    }

    /// <summary>Leaving a group one is not in changes nothing.</summary>
    public async Task LeaveAsync(Account account, string groupId, CancellationToken ct)
    {
        if (await MembershipAsync(account, groupId, ct) is not { } membership) return;

        db.GroupMembers.Remove(membership);
        await sync.LeftAsync(Actor.User(account.Id), groupId, ct);
    }

    private Task<GroupMember?> MembershipAsync(Account account, string groupId, CancellationToken ct) =>
        db.GroupMembers.FirstOrDefaultAsync(member => member.GroupId == groupId && member.AccountId == account.Id, ct);

    /// <summary>A list that cannot be read names nobody and is left as it is.</summary>
    private static string Without(string json, string group)
    {
        try
        {
            var groups = JsonSerializer.Deserialize<string[]>(json) ?? [];
            return groups.Contains(group) ? JsonSerializer.Serialize(groups.Where(known => known != group)) : json;
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
