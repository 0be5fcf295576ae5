using System.Text.RegularExpressions;
using Plenum.Common;
using RichObject = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Plenum.Chat;

/// <summary>Everything that decides how one system message reads for one viewer.</summary>
internal sealed record SystemFacts
{
    public required string Key { get; init; }

    public required Actor Actor { get; init; }

    public required RichObject ActorObject { get; init; }

    public required SystemParameters Parameters { get; init; }

    /// <summary>Null for the neutral form.</summary>
    public required Actor? Viewer { get; init; }

    public bool Silent { get; init; }

    public bool IsOneToOne { get; init; }

    /// <summary>In a one-to-one, the side that did not start the call.</summary>
    public Actor? Peer { get; init; }

    /// <summary>The object of somebody the message speaks of.</summary>
    public required Func<Actor, RichObject> PersonObject { get; init; }

    public required Func<string, string> GroupName { get; init; }

    public bool IsByViewer => Viewer == Actor;
}

/// <summary>A system message as its viewer reads it.</summary>
internal readonly record struct SystemReading(string Key, string Text, Dictionary<string, RichObject> Parameters);

/// <summary>Renders system messages (chat §18).</summary>
internal static partial class SystemMessageRules
{
    private const int NamesInFull = 5;

    public static SystemReading Read(SystemFacts facts)
    {
        var objects = new Dictionary<string, RichObject>(StringComparer.Ordinal) { ["actor"] = facts.ActorObject };
        return facts.Key switch
        {
            SystemMessageKeys.CallMissed => Missed(facts, objects),
            SystemMessageKeys.CallStarted when facts.IsOneToOne => new(facts.Key, Choose(SystemTexts.OneToOneCall, facts), objects),
            SystemMessageKeys.CallEnded or SystemMessageKeys.CallEndedEveryone => Ended(facts, objects),
            _ => Plain(facts, objects),
        };
    }

    /// <summary>The variant for this viewer.</summary>
    public static string Choose(SystemText text, SystemFacts facts)
    {
        var isAffected = facts.Viewer is { } viewer && facts.Parameters.Affected == viewer;
        if (facts.Parameters.Affected == facts.Actor && text.Self is { } self) return (facts.IsByViewer ? text.SelfYou : null) ?? self;
        if (facts.Actor == Actor.CommandLine) return (isAffected ? text.AdminAffected : null) ?? text.Admin ?? text.Neutral;
        if (facts.Actor == Actor.System) return (isAffected ? text.AutomaticAffected ?? text.Affected : null) ?? text.Automatic ?? text.Neutral;
        if (facts.Silent && text.Quiet is { } quiet) return (facts.IsByViewer ? text.QuietYou : null) ?? quiet;
        if (facts.IsByViewer) return text.You ?? text.Neutral;
        return (isAffected ? text.Affected : null) ?? text.Neutral;
    }

    /// <summary><c>H:MM:SS</c> from one hour on, else <c>M:SS</c>.</summary>
    public static string Clock(long seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Max(0, seconds));
        return span.TotalHours >= 1 ? $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}" : $"{span.Minutes}:{span.Seconds:00}";
    }

    /// <summary>The largest unit that fits, rounded half up.</summary>
    public static string Span(long seconds)
    {
        var (unit, name) = seconds switch
        {
            >= 604800 => (604800, "week"),
            >= 86400 => (86400, "day"),
            >= 3600 => (3600, "hour"),
            _ => (60, "minute"),
        };
        var amount = ((2 * seconds) + unit) / (2 * unit);
        return Count(amount, name);
    }

    private static SystemReading Plain(SystemFacts facts, Dictionary<string, RichObject> objects)
    {
        var parameters = facts.Parameters;
        if (parameters.Affected is { } affected) objects["user"] = facts.PersonObject(affected);
        if (parameters.Group is { } group) objects["group"] = RichObjects.Group(group, facts.GroupName(group));
        if (parameters.Phone is { } phone) objects["phone"] = RichObjects.Highlight(phone, parameters.Name is { Length: > 0 } name ? name : phone);

        var text = Choose(SystemTexts.All[facts.Key], facts);
        return new SystemReading(facts.Key, Fill(text, objects, ("oldName", parameters.OldName), ("newName", parameters.NewName), ("duration", Span(parameters.Seconds))), objects);
    }

    /// <summary>A call of two that only one of them entered: that one sees whom it was for, the other one who it was.</summary>
    private static SystemReading Missed(SystemFacts facts, Dictionary<string, RichObject> objects)
    {
        var caller = facts.Parameters.Users is [var only, ..] ? Actor.User(only) : facts.Actor;
        var text = SystemTexts.All[SystemMessageKeys.CallMissed];
        var tried = facts.Viewer == caller;
        objects["user"] = facts.PersonObject(tried ? facts.Peer ?? caller : caller);
        return new SystemReading(tried ? SystemMessageKeys.CallTried : SystemMessageKeys.CallMissed, tried ? text.You! : text.Neutral, objects);
    }

    private static SystemReading Ended(SystemFacts facts, Dictionary<string, RichObject> objects)
    {
        var forEveryone = facts.Key == SystemMessageKeys.CallEndedEveryone;
        var users = facts.Parameters.Users.Order(StringComparer.Ordinal).ToList();
        var guests = facts.Parameters.Guests;
        if (forEveryone && facts.Actor.Type == ActorTypes.Users) users.Remove(facts.Actor.Id);
        else if (forEveryone && IsGuest(facts.Actor)) guests = Math.Max(0, guests - 1);

        var isShort = facts.IsOneToOne || users.Count + guests == 0;
        var text = (forEveryone, isShort) switch
        {
            (true, true) => Choose(SystemTexts.CallEndedEveryoneShort, facts),
            (true, false) => Choose(SystemTexts.All[facts.Key], facts),
            (false, true) => SystemTexts.CallEndedShort,
            (false, false) => SystemTexts.All[facts.Key].Neutral,
        };
        var people = isShort ? "" : People(users, guests, facts, objects);
        return new SystemReading(facts.Key, Fill(text, objects, ("people", people), ("duration", Clock(facts.Parameters.Duration))), objects);
    }

    private static string People(List<string> users, int guests, SystemFacts facts, Dictionary<string, RichObject> objects)
    {
        var fit = users.Count < NamesInFull || (users.Count == NamesInFull && guests == 0);
        var named = fit ? users : users.GetRange(0, NamesInFull - 1);
        var items = new List<string>();
        foreach (var user in named)
        {
            var placeholder = $"user{items.Count + 1}";
            objects[placeholder] = facts.PersonObject(Actor.User(user));
            items.Add($"{{{placeholder}}}");
        }

        if (!fit) items.Add(Count(users.Count - named.Count + guests, "other"));
        else if (guests > 0) items.Add(Count(guests, "guest"));
        return items is [var only] ? only : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
    }

    private static bool IsGuest(Actor actor) =>
        actor.Type is ActorTypes.Guests or ActorTypes.Emails && actor != Actor.System && actor != Actor.CommandLine;

    private static string Count(long amount, string what) => amount == 1 ? $"1 {what}" : $"{amount} {what}s";

    /// <summary>
    /// Fills in texts. What people chose, such as the name of a conversation, is kept from reading like a placeholder by
    /// a word joiner, which nobody sees.
    /// </summary>
    private static string Fill(string template, Dictionary<string, RichObject> objects, params (string Name, string Value)[] values) =>
        Blank().Replace(template, blank => values.FirstOrDefault(value => value.Name == blank.Groups["name"].Value) switch
        {
            { Name: "newName" or "oldName", Value: var chosen } => objects.Keys.Aggregate(
                chosen, (safe, placeholder) => safe.Replace($"{{{placeholder}}}", $"{{\u2060{placeholder}}}", StringComparison.Ordinal)),
            { Name: not null, Value: var value } => value,
            _ => blank.Value,
        });

    [GeneratedRegex(@"\[(?<name>[a-zA-Z]+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();
}
