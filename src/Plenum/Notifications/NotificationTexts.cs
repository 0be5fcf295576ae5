namespace Plenum.Notifications;

/// <summary>Everything that decides how the subject of a notification reads.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Who">Whose doing it is: a placeholder, or words for somebody without a name.</param>
/// <param name="IsBetweenTwo">In a one-to-one, which has no name of its own.</param>
/// <param name="IsMissed">Of a call: it is over.</param>
/// <param name="IsSecret">The conversation is not to be recognised: neither people nor what they say are named.</param>
internal readonly record struct SubjectFacts(NotificationKind Kind, string Who, bool IsBetweenTwo, bool IsMissed, bool IsSecret);

/// <summary>What notifications say. <c>{user}</c>, <c>{guest}</c> and <c>{call}</c> are placeholders for clients.</summary>
internal static class NotificationTexts
{
    public const string UserPlaceholder = "{user}";
    public const string GuestPlaceholder = "{guest}";
    public const string UnnamedGuest = "A guest";
    public const string DeletedAccount = "Somebody who has gone";
    public const string SecretConversation = "Private conversation";

    public const string View = "View conversation";
    public const string ViewChat = "View chat";
    public const string Join = "Join call";
    public const string CallBack = "Call back";

    public static string SubjectOf(SubjectFacts facts) =>
        facts.IsSecret ? Secret(facts) : facts.IsBetweenTwo ? BetweenTwo(facts) : Plain(facts);

    private static string Plain(SubjectFacts facts) => facts.Kind switch
    {
        NotificationKind.Invitation => $"{facts.Who} invited you to {{call}}",
        NotificationKind.Call => Call(facts),
        NotificationKind.Message => $"{facts.Who} sent a message in {{call}}",
        NotificationKind.Reply => $"{facts.Who} replied to your message in {{call}}",
        NotificationKind.Mention => $"{facts.Who} mentioned you in {{call}}",
        NotificationKind.GroupMention => $"{facts.Who} mentioned one of your groups in {{call}}",
        NotificationKind.EverybodyMention => $"{facts.Who} mentioned everyone in {{call}}",
        _ => throw Unknown(facts),
    };

    private static string BetweenTwo(SubjectFacts facts) => facts.Kind switch
    {
        NotificationKind.Call => facts.IsMissed ? $"You missed a call from {facts.Who}" : $"{facts.Who} would like to talk with you",
        NotificationKind.Message => $"{facts.Who} sent you a private message",
        NotificationKind.Reply => $"{facts.Who} replied to your private message",
        NotificationKind.Mention or NotificationKind.GroupMention or NotificationKind.EverybodyMention => $"{facts.Who} mentioned you in a private message",
        NotificationKind.Invitation => Plain(facts),
        _ => throw Unknown(facts),
    };

    private static string Secret(SubjectFacts facts) => facts.Kind switch
    {
        NotificationKind.Invitation => "You are invited to {call}",
        NotificationKind.Call => Call(facts),
        NotificationKind.Message => "There is a new message in {call}",
        NotificationKind.Reply => "There is a reply to your message in {call}",
        NotificationKind.Mention or NotificationKind.GroupMention or NotificationKind.EverybodyMention => "You are mentioned in {call}",
        _ => throw Unknown(facts),
    };

    private static string Call(SubjectFacts facts) => facts.IsMissed ? "You missed a call in {call}" : "A call has started in {call}";

    private static InvalidOperationException Unknown(SubjectFacts facts) => new($"Unknown kind of notification: {facts.Kind}");
}
