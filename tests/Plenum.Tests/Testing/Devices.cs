namespace Plenum.Tests.Testing;

/// <summary>Devices that have an app password.</summary>
internal static class Devices
{
    /// <summary>Asks for an app password as a device does after signing in.</summary>
    public static async Task<(TalkClient Client, string Password)> DeviceAsync(this TalkClient person, PlenumServer server)
    {
        var password = (await person.GetAsync("/ocs/v2.php/core/getapppassword")).Expect(200)["apppassword"].GetString()!;
        return (new TalkClient(server, person.User, password), password);
    }

    /// <summary>Somebody who sends a token instead of name and password.</summary>
    public static TalkClient BearerOf(this PlenumServer server, string token)
    {
        var client = server.Guest();
        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}
