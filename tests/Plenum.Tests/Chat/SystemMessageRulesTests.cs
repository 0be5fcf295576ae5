using System.Text.RegularExpressions;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed partial class SystemMessageRulesTests
{
    private static readonly Actor Ada = Actor.User("ada");
    private static readonly Actor Bob = Actor.User("bob");
    private static readonly Actor Cem = Actor.User("cem");

    public static TheoryData<string> Keys => [.. SystemTexts.All.Keys];

    [Theory]
    [Case("chat 88")]
    [InlineData("ada", "You added {user}")]
    [InlineData("bob", "{actor} added you")]
    [InlineData("cem", "{actor} added {user}")]
    [InlineData(null, "{actor} added {user}")]
    public void Who_added_whom_is_told_from_the_readers_side(string? viewer, string text)
    {
        var reading = Read("user_added", Ada, viewer, new SystemParameters { User = "bob" });

        Assert.Equal(text, reading.Text);
        Assert.Equal(["actor", "user"], reading.Parameters.Keys.Order());
    }

    [Theory]
    [InlineData("user_added", "bob", "You joined the conversation")]
    [InlineData("user_added", "cem", "{actor} joined the conversation")]
    [InlineData("user_removed", "bob", "You left the conversation")]
    [InlineData("user_removed", "cem", "{actor} left the conversation")]
    public void Who_adds_or_removes_himself_joins_or_leaves(string key, string viewer, string text) =>
        Assert.Equal(text, Read(key, Bob, viewer, new SystemParameters { User = "bob" }).Text);

    [Theory]
    [Case("chat 87")]
    [InlineData("ada", "You changed the name from \"old\" to \"new\"")]
    [InlineData("bob", "{actor} changed the name from \"old\" to \"new\"")]
    public void A_new_name_is_told_together_with_the_old_one(string viewer, string text) =>
        Assert.Equal(text, Read("conversation_renamed", Ada, viewer, new SystemParameters { OldName = "old", NewName = "new" }).Text);

    [Theory]
    [Case("chat 87")]
    [InlineData("conversation_renamed", null, "An administrator changed the name from \"old\" to \"new\"")]
    [InlineData("user_added", "cem", "An administrator added {user}")]
    [InlineData("user_added", "bob", "An administrator added you")]
    [InlineData("call_left", "cem", "An administrator left the call")]
    public void Administrators_at_the_command_line_have_a_form_of_their_own(string key, string? viewer, string text) =>
        Assert.Equal(text, Read(key, Actor.CommandLine, viewer, new SystemParameters { User = key == "user_added" ? "bob" : null, OldName = "old", NewName = "new" }).Text);

    [Theory]
    [InlineData("conversation_created", "cem", "This conversation was set up automatically")]
    [InlineData("user_added", "cem", "{user} was added")]
    [InlineData("user_added", "bob", "You were added")]
    [InlineData("moderator_promoted", "bob", "{actor} made you a moderator")]
    public void The_server_itself_has_a_form_of_its_own(string key, string viewer, string text) =>
        Assert.Equal(text, Read(key, Actor.System, viewer, new SystemParameters { User = key == "conversation_created" ? null : "bob" }).Text);

    [Theory]
    [InlineData("{actor}", "{\u2060actor}")]
    [InlineData("[oldName] {user}", "[oldName] {user}")]
    public void A_name_cannot_pass_for_a_placeholder(string name, string shown) =>
        Assert.Equal($"{{actor}} changed the name from \"a\" to \"{shown}\"", Read("conversation_renamed", Ada, "cem", new SystemParameters { OldName = "a", NewName = name }).Text);

    [Theory]
    [InlineData(60, "1 minute")]
    [InlineData(90, "2 minutes")]
    [InlineData(89, "1 minute")]
    [InlineData(3600, "1 hour")]
    [InlineData(5400, "2 hours")]
    [InlineData(86400, "1 day")]
    [InlineData(604800, "1 week")]
    [InlineData(2419200, "4 weeks")]
    [InlineData(10, "0 minutes")]
    public void Expiration_is_told_in_the_largest_unit(long seconds, string text) =>
        Assert.Equal(text, SystemMessageRules.Span(seconds));

    [Theory]
    [Case("chat 89")]
    [InlineData(3725, "1:02:05")]
    [InlineData(65, "1:05")]
    [InlineData(0, "0:00")]
    [InlineData(-5, "0:00")]
    [InlineData(90061, "25:01:01")]
    public void The_length_of_a_call_is_told_like_a_clock(long seconds, string text) =>
        Assert.Equal(text, SystemMessageRules.Clock(seconds));

    [Theory]
    [Case("chat 89")]
    [InlineData("a", 0, "The call with {user1} ended (1:05)")]
    [InlineData("b a", 0, "The call with {user1} and {user2} ended (1:05)")]
    [InlineData("a b c d", 1, "The call with {user1}, {user2}, {user3}, {user4} and 1 guest ended (1:05)")]
    [InlineData("a b c d e", 0, "The call with {user1}, {user2}, {user3}, {user4} and {user5} ended (1:05)")]
    [InlineData("a b c d e", 2, "The call with {user1}, {user2}, {user3}, {user4} and 3 others ended (1:05)")]
    [InlineData("a b c d e f", 0, "The call with {user1}, {user2}, {user3}, {user4} and 2 others ended (1:05)")]
    [InlineData("", 2, "The call with 2 guests ended (1:05)")]
    [InlineData("", 0, "The call ended (1:05)")]
    public void A_call_is_summed_up(string users, int guests, string text)
    {
        var reading = Read("call_ended", Ada, "cem", new SystemParameters { Users = Words(users), Guests = guests, Duration = 65 });

        Assert.Equal(text, reading.Text);
        Assert.Equal(Placeholder().Count(text), reading.Parameters.Keys.Count(key => key != "actor"));
    }

    [Theory]
    [InlineData("ada", "ada", "ada", 0, "You ended the call (1:05)")]
    [InlineData("ada", "cem", "ada bob", 0, "{actor} ended the call with {user1} (1:05)")]
    [InlineData("guest", "cem", "bob", 2, "{actor} ended the call with {user1} and 1 guest (1:05)")]
    [InlineData("system", "cem", "bob", 1, "The call with {user1} and 1 guest reached its longest duration (1:05)")]
    public void Who_ended_the_call_for_everybody_is_not_among_the_others(string by, string viewer, string users, int guests, string text)
    {
        var actor = by switch { "system" => Actor.System, "guest" => Actor.Guest("0123"), _ => Actor.User(by) };

        Assert.Equal(text, Read("call_ended_everyone", actor, viewer, new SystemParameters { Users = Words(users), Guests = guests, Duration = 65 }).Text);
    }

    [Theory]
    [InlineData("ada", false, "Outgoing call")]
    [InlineData("bob", false, "Incoming call")]
    [InlineData("ada", true, "Outgoing quiet call")]
    [InlineData("bob", true, "Incoming quiet call")]
    public void A_call_between_two_is_told_from_each_side(string viewer, bool silent, string text) =>
        Assert.Equal(text, Read("call_started", Ada, viewer, SystemParameters.None, silent, isOneToOne: true).Text);

    [Theory]
    [InlineData("ada", "call_tried", "No answer from {user}", "bob")]
    [InlineData("bob", "call_missed", "Missed call from {user}", "ada")]
    public void A_call_nobody_answered_is_tried_or_missed(string viewer, string key, string text, string user)
    {
        var reading = Read("call_missed", Ada, viewer, new SystemParameters { Users = ["ada"] }, isOneToOne: true);

        Assert.Equal((key, text, user), (reading.Key, reading.Text, reading.Parameters["user"]["id"]));
    }

    [Fact]
    public void A_call_between_two_is_summed_up_without_names() =>
        Assert.Equal("The call ended (1:05)", Read("call_ended", Ada, "bob", new SystemParameters { Users = ["ada", "bob"], Duration = 65 }, isOneToOne: true).Text);

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_placeholder_of_every_form_has_its_object(string key)
    {
        var full = new SystemParameters { User = "bob", Group = "g", Phone = "p", Users = ["ada", "bob", "cem"], Guests = 1, OldName = "a", NewName = "b", Duration = 1, Seconds = 60 };
        foreach (var actor in new[] { Ada, Bob, Actor.System, Actor.CommandLine, Actor.Guest("0123") })
        {
            foreach (var viewer in new[] { "ada", "bob", "cem", null })
            {
                foreach (var silent in new[] { false, true })
                {
                    var reading = Read(key, actor, viewer, full, silent);

                    Assert.DoesNotContain('[', reading.Text);
                    Assert.All(Placeholder().Matches(reading.Text), match => Assert.Contains(match.Groups["name"].Value, reading.Parameters.Keys));
                }
            }
        }
    }

    private static SystemReading Read(string key, Actor actor, string? viewer, SystemParameters parameters, bool silent = false, bool isOneToOne = false) =>
        SystemMessageRules.Read(new SystemFacts
        {
            Key = key,
            Actor = actor,
            ActorObject = RichObjects.ActorOf(actor, actor.Id),
            Parameters = parameters,
            Viewer = viewer is null ? null : Actor.User(viewer),
            Silent = silent,
            IsOneToOne = isOneToOne,
            Peer = isOneToOne ? Bob : null,
            PersonObject = person => RichObjects.ActorOf(person, person.Id),
            GroupName = id => id,
        });

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\{(?<name>[a-z0-9]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
