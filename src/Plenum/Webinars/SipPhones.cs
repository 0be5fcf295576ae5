using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Settings;

namespace Plenum.Webinars;

/// <summary>Telephone numbers as participants (webinars §4.6): <c>source=phones</c>.</summary>
internal sealed class SipPhones(RosterBook roster, SipRights rights, TalkConfigStore configs, TimeProvider time)
{
    /// <summary>Adds a number to an existing conversation, with <c>phone_added</c>. Runs inside the caller's unit of work.</summary>
    /// <param name="conversation">The tracked conversation.</param>
    /// <param name="by">An account moderator of it.</param>
    /// <param name="number">As it was typed.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Done; 501 <c>sip</c>; 400 <c>new-participant</c>.</returns>
    public async Task<Result<Nothing>> AddAsync(Conversation conversation, Actor by, string number, CancellationToken ct)
    {
        if (!PhoneRules.TakesPhones(conversation) || !await rights.MayDialOutAsync(by, ct)) return PhoneRules.NoSip;
        if (await NormaliseAsync(number, ct) is not { } normal) return PhoneRules.NoNumber;

        await roster.AddAsync(conversation, [PhoneOf(normal)], by, ct);
        return Result.Done;
    }

    /// <summary>What a conversation about to be created can be given, for <see cref="RosterBook.AddAsync(Conversation, IReadOnlyCollection{NewAttendee}, Actor, CancellationToken)"/>.</summary>
    /// <returns>null when <paramref name="by"/> may not dial out or this is no number: an invalid participant.</returns>
    public async Task<NewAttendee?> InvitationAsync(Actor by, string number, CancellationToken ct)
    {
        if (!await rights.MayDialOutAsync(by, ct)) return null;
        return await NormaliseAsync(number, ct) is { } normal ? PhoneOf(normal) : null;
    }

    private async ValueTask<string?> NormaliseAsync(string number, CancellationToken ct) =>
        PhoneNumberRules.Normalise(number, (await configs.GetAsync(ct)).DefaultPhoneRegion);

    private NewAttendee PhoneOf(string number)
    {
        var id = Secret.Sha1($"{number}#{time.Now().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        return new NewAttendee(new Actor(ActorTypes.Phones, id), PhoneNumberRules.Masked(number)) { PhoneNumber = number };
    }
}
