using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>Somebody calls the telephone number of an account (webinars §4.5): a conversation is made for that call.</summary>
internal sealed class SipDirectDialIn(PlenumDb db, ConversationFactory factory, RosterBook roster, SipDialIn dialIn, TalkConfigStore configs)
{
    private static readonly Refusal NobodyThere = new(RefusalKind.NotFound, Body: default(Nothing));

    /// <summary>Runs inside the request's unit of work.</summary>
    /// <param name="bridge">The bridge's request.</param>
    /// <param name="number">The number that was called.</param>
    /// <param name="callerName">Who calls, as the telephone network says; may be empty.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>The calling guest's Room; 404 null when the number belongs to no account, or to several.</returns>
    public async Task<Result<RoomView>> AcceptAsync(Access bridge, string number, string callerName, CancellationToken ct)
    {
        if (await FindAsync(number, ct) is not { } account) return NobodyThere;

        var name = PhoneRules.NameOfCall(callerName, number);
        var owner = Actor.User(account.Id);
        var conversation = await factory.CreateAsync(token => Draft(token, name), owner, ct);
        var owners = await roster.AddAsync(conversation, [new NewAttendee(owner, account.DisplayName, ParticipantType.Owner) { Announced = false }], owner, ct);
        if (owners.Count == 0) return NobodyThere;

        return await dialIn.JoinAsGuestAsync(bridge, conversation, PhoneRules.NameOfCaller(callerName), ct);
    }

    private Conversation Draft(string token, string name) => new()
    {
        Token = token,
        Type = ConversationType.Group,
        Name = name,
        ObjectType = ObjectTypes.PhoneTemporary,
        ObjectId = ObjectTypes.DirectDialIn,
        SipEnabled = SipState.WithoutPin,
        LastActivity = factory.Now,
        CreatedAt = factory.Now,
    };

    /// <summary>
    /// The account with this number in its profile. People write it there themselves: a number that two claim reaches
    /// neither, rather than the wrong one.
    /// </summary>
    private async Task<Account?> FindAsync(string number, CancellationToken ct)
    {
        var region = (await configs.GetAsync(ct)).DefaultPhoneRegion;
        if (Account.PhoneTailOf(number) is not { } tail) return null;

        var candidates = await db.Accounts.AsNoTracking().Where(account => account.PhoneTail == tail && account.Enabled).ToListAsync(ct);
        foreach (var called in PhoneNumberRules.Readings(number, region))
        {
            var owners = candidates.FindAll(account => PhoneNumberRules.Normalise(ProfileFields.Text(account, "phone"), region) == called);
            if (owners.Count > 0) return owners.Count == 1 ? owners[0] : null;
        }

        return null;
    }
}
