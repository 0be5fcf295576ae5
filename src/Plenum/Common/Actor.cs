namespace Plenum.Common;

/// <summary>Who does or is something: Talk's actor type and the id within it.</summary>
internal readonly record struct Actor(string Type, string Id)
{
    public static Actor User(string id) => new(ActorTypes.Users, id);

    public static Actor Guest(string id) => new(ActorTypes.Guests, id);

    /// <summary>The server itself: timers, jobs.</summary>
    public static readonly Actor System = new(ActorTypes.Guests, "system");

    /// <summary>An administrator at the command line.</summary>
    public static readonly Actor CommandLine = new(ActorTypes.Guests, "cli");
}

/// <summary>Talk's kinds of actors that Plenum has.</summary>
internal static class ActorTypes
{
    public const string Users = "users";
    public const string Guests = "guests";
    public const string Emails = "emails";
    public const string Groups = "groups";
    public const string Phones = "phones";
    public const string DeletedUsers = "deleted_users";
}
