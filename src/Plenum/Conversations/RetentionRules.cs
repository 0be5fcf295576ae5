using System.Globalization;
using Plenum.Meetings;
using Plenum.Settings;

namespace Plenum.Conversations;

/// <summary>How long conversations of a kind are kept after the last activity; zero is for ever.</summary>
internal sealed record RetentionPeriods(TimeSpan Phone, TimeSpan Event, TimeSpan InstantMeeting, TimeSpan Classified)
{
    public static RetentionPeriods Of(TalkConfig config) => new(
        Days(config.Integer("retention_phone_rooms") ?? 7),
        Days(config.Integer("retention_event_rooms") ?? 28),
        Days(config.Integer("retention_instant_meetings") ?? 1),
        TimeSpan.FromSeconds(Math.Max(0, config.Integer("retention_classified_rooms") ?? 3600)));

    private static TimeSpan Days(int days) => TimeSpan.FromDays(Math.Clamp(days, 0, 100_000));
}

/// <summary>Which conversations go by themselves, and when (conversations §6). Being preserved does not save them.</summary>
internal static class RetentionRules
{
    /// <summary>The kinds of conversations that are not kept for ever.</summary>
    public static readonly string[] Kinds = [ObjectTypes.PhoneTemporary, ObjectTypes.Event, ObjectTypes.InstantMeeting, ObjectTypes.Classified];

    /// <summary>Nothing goes while there is a call in it.</summary>
    public static bool IsOver(Conversation conversation, RetentionPeriods periods, DateTimeOffset now)
    {
        if (conversation.ActiveSince is not null) return false;

        var period = conversation.ObjectType switch
        {
            ObjectTypes.PhoneTemporary => periods.Phone,
            ObjectTypes.Event => periods.Event,
            ObjectTypes.InstantMeeting => periods.InstantMeeting,
            ObjectTypes.Classified => periods.Classified,
            _ => TimeSpan.Zero,
        };
        if (period == TimeSpan.Zero || now - conversation.LastActivity <= period) return false;
        return conversation.ObjectType != ObjectTypes.Event || EndOf(conversation.ObjectId) < now;
    }

    /// <summary>The end in <c>start#end</c>; an id of another form never comes to one.</summary>
    public static DateTimeOffset? EndOf(string eventId)
    {
        var separator = eventId.IndexOf('#', StringComparison.Ordinal);
        if (separator <= 0 || !IsInstant(eventId[..separator], out _) || !IsInstant(eventId[(separator + 1)..], out var end)) return null;
        return DateTimeOffset.FromUnixTimeSeconds(end);
    }

    private static bool IsInstant(string text, out long seconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds <= SettingRules.LastInstant;
}
