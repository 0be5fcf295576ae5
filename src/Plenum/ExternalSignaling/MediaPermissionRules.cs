using Plenum.Meetings;

namespace Plenum.ExternalSignaling;

/// <summary>What a signaling server lets a session do (calls §D.3), in its own words.</summary>
internal static class MediaPermissionRules
{
    /// <param name="type">What the participant is.</param>
    /// <param name="effective">What it may do.</param>
    /// <param name="isHeldBack">It waits in the lobby: nothing then, so that the server takes no media of it.</param>
    public static IReadOnlyList<string> Of(ParticipantType type, Permissions effective, bool isHeldBack)
    {
        var all = new List<string>(4);
        if (isHeldBack) return all;

        if ((effective & Permissions.PublishAudio) != 0) all.Add("publish-audio");
        if ((effective & Permissions.PublishVideo) != 0) all.Add("publish-video");
        if ((effective & Permissions.PublishScreen) != 0) all.Add("publish-screen");
        if (type.IsAccountModerator()) all.Add("control");
        return all;
    }
}
