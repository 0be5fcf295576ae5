using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class SettingsProtectionTests(ProtectedServer server) : IClassFixture<ProtectedServer>
{
    [Theory]
    [InlineData("?token=nothere1", null, "talkRoomToken")]
    [InlineData("", "Talk-SIPBridge", "talkSipBridgeSecret")]
    [InlineData("", "Talk-Recording", "talkRecordingSecret")]
    [Case("calls 48", "calls 53")]
    public async Task Guessing_is_counted(string query, string? claims, string action)
    {
        var before = await CountAsync(action);
        (string, string)[] headers = claims is null ? [] : [($"{claims}-Random", new string('r', 64)), ($"{claims}-Checksum", "00")];

        await server.Guest().SendAsync(HttpMethod.Get, $"v3/signaling/settings{query}", body: null, headers);

        Assert.Equal(before + 1, await CountAsync(action));
    }

    private Task<int> CountAsync(string action) => server.FromDbAsync(db => db.FailedAttempts.CountAsync(attempt => attempt.Action == action));
}
