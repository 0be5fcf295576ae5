using Plenum.Common;

namespace Plenum.Signaling;

/// <summary>The private ids with which clients resume (calls §E.4): whoever guesses is told apart from whoever comes too late.</summary>
internal sealed class ResumeIds(TicketBook tickets, NodeLink link)
{
    /// <summary>Guessing counts under this brute-force action.</summary>
    public const string Action = "talkSignalingResume";

    private const int RandomLength = NodeLink.NameLength + 32;
    private const string Purpose = "resume:";

    public async Task<string> CreateAsync(CancellationToken ct)
    {
        var random = link.Node + Secret.Create(RandomLength - NodeLink.NameLength);
        return random + Proof(await tickets.GuestKeyAsync(ct), random);
    }

    /// <summary>The node that made it: nobody else needs to be asked.</summary>
    public static string NodeOf(string resumeId) => resumeId[..NodeLink.NameLength];

    public async Task<bool> IsGenuineAsync(string resumeId, CancellationToken ct) =>
        resumeId.Length > RandomLength && Secret.AreEqual(resumeId[RandomLength..], Proof(await tickets.GuestKeyAsync(ct), resumeId[..RandomLength]));

    private static string Proof(string key, string random) => Secret.Hmac(key, Purpose + random);
}
