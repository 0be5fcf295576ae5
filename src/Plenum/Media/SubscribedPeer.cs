using System.Text.Json;

namespace Plenum.Media;

/// <summary>A peer connection at Janus that receives.</summary>
internal sealed class SubscribedPeer(JanusHandle handle, CandidateGate gate, Feed feed)
{
    private const int MostEarly = 64;

    private readonly List<JsonElement> early = [];
    private bool isStarted;

    public JanusHandle Handle => handle;

    public CandidateGate Gate => gate;

    public Feed Feed => feed;

    /// <summary>Its parts, as Janus has described them.</summary>
    public JsonElement Streams { get; set; }

    /// <summary>The layer that the viewer has asked for.</summary>
    public int? Wanted { get; set; }

    /// <summary>The layer that it gets.</summary>
    public int? Substream { get; set; }

    /// <summary>Janus takes candidates once it knows the viewer's description.</summary>
    public void Take(JsonElement candidate)
    {
        if (isStarted) handle.Trickle(CandidateGate.ToJanus(candidate));
        else if (early.Count < MostEarly) early.Add(candidate);
    }

    public void Start()
    {
        isStarted = true;
        foreach (var candidate in early) handle.Trickle(CandidateGate.ToJanus(candidate));
        early.Clear();
    }
}
