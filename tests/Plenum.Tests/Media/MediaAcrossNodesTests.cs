using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>People with cameras who are connected to different nodes.</summary>
[Collection(Cameras.OneAtATime)]
public sealed class MediaAcrossNodesTests(TwoMediaNodes nodes) : IClassFixture<TwoMediaNodes>
{
    [TwoNodesFact]
    public async Task People_at_two_nodes_see_and_hear_each_other_until_one_leaves()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, token) = await EnterAsync(cameras);

        var flows = await Cameras.MeetAsync(first, second);
        (await first.Person.DeleteAsync($"v4/call/{token}")).Expect(200);
        await second.DoAsync($"lost('{first.Id}')");

        Assert.All(flows, flow => Assert.True(flow is { Audio: > 0, Video: > 0 }));
        Assert.Single(await nodes.Janus.UntilRoomsAsync(1));
        await LeaveAsync(token, first, second);
    }

    [TwoNodesFact]
    public async Task Who_is_awaited_at_another_node_is_offered_once_there_is_something_to_see_and_a_screen_is_shown_there()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, token) = await EnterAsync(cameras);

        await second.DoAsync($"knows('{first.Id}')");
        await second.DoAsync($"tell('{first.Id}', {{ type: 'requestoffer', roomType: 'video' }})");
        await first.DoAsync("publish()");
        await second.DoAsync($"seen('{first.Id}')");
        await second.FlowsAsync(first.Id);
        await first.DoAsync("publish({ roomType: 'screen', audio: false })");
        await first.DoAsync($"tell('{second.Id}', {{ type: 'sendoffer', roomType: 'screen' }})");
        await second.DoAsync($"seen('{first.Id}', 'screen')");
        var screen = await second.DoAsync($"statsOnce('{first.Id}', 'screen', (sum) => sum.frames > 5)");

        Assert.True(screen.GetProperty("video").GetInt64() > 0);
        await LeaveAsync(token, first, second);
    }

    [TwoNodesFact]
    public async Task Who_resumes_at_the_other_node_publishes_anew_there()
    {
        var ada = await nodes.A.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await using var before = await SignalingClient.SeatAsync(nodes.A, ada, token);
        await before.PublishAsync();
        before.Break();

        await using var after = await SignalingClient.ConnectAsync(nodes.B);
        var hello = await after.ResumeAsync(before.ResumeId);
        await nodes.Janus.UntilRoomsAsync(0);
        var answer = await after.PublishAsync();

        Assert.Equal(before.SessionId, hello.GetProperty("hello").GetProperty("sessionid").GetString());
        Assert.Equal("answer", answer.GetProperty("type").GetString());
        await after.JoinAsync("", "");
        await nodes.Janus.UntilRoomsAsync(0);
    }

    private async Task<(Camera First, Camera Second, string Token)> EnterAsync(Cameras cameras)
    {
        var (ada, bob) = (await nodes.A.PersonAsync("ada"), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        return (await cameras.EnterAsync(nodes.A, ada, token), await cameras.EnterAsync(nodes.B, bob.At(nodes.B), token), token);
    }

    private async Task LeaveAsync(string token, params Camera[] people)
    {
        foreach (var one in people) await one.Person.DeleteAsync($"v4/call/{token}");
        await nodes.Janus.UntilRoomsAsync(0);
    }
}
