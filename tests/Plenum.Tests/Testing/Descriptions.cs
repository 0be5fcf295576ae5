using System.Text;

namespace Plenum.Tests.Testing;

/// <summary>Session descriptions as Chromium writes them, without the codecs that nobody here uses.</summary>
internal static class Descriptions
{
    private const string Transport = """
        a=ice-ufrag:ZFBh
        a=ice-pwd:x/wQ5TN3Xt/MLIwBbZ4dGkOw
        a=ice-options:trickle
        a=fingerprint:sha-256 22:DB:A8:52:D4:BA:E2:AB:AE:36:70:28:E6:7B:1D:BC:9C:ED:06:64:17:0B:92:06:98:F7:B5:3F:34:FB:C1:37
        a=setup:actpass

        """;

    private const string Audio = """
        m=audio 9 UDP/TLS/RTP/SAVPF 111
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        {0}a=mid:{1}
        a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
        a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
        a={2}
        a=msid:c8afdd5e-907c-489c-bfcf-81e577cf8234 2093308f-6e36-4b93-a8f8-3191996727a1
        a=rtcp-mux
        a=rtpmap:111 opus/48000/2
        a=rtcp-fb:111 transport-cc
        a=fmtp:111 minptime=10;useinbandfec=1
        a=ssrc:811583360 cname:a7BpLI4y0pXMdNrG

        """;

    private const string Video = """
        m=video 9 UDP/TLS/RTP/SAVPF 96 97
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        {0}a=mid:{1}
        a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
        a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
        a={2}
        a=msid:c8afdd5e-907c-489c-bfcf-81e577cf8234 2b1beea5-7e79-4edf-9d9e-4a67d013353b
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:96 VP8/90000
        a=rtcp-fb:96 goog-remb
        a=rtcp-fb:96 transport-cc
        a=rtcp-fb:96 ccm fir
        a=rtcp-fb:96 nack
        a=rtcp-fb:96 nack pli
        a=rtpmap:97 rtx/90000
        a=fmtp:97 apt=96
        a=ssrc-group:FID 676112562 2176138296
        a=ssrc:676112562 cname:a7BpLI4y0pXMdNrG
        a=ssrc:2176138296 cname:a7BpLI4y0pXMdNrG

        """;

    private const string Data = """
        m=application 9 UDP/DTLS/SCTP webrtc-datachannel
        c=IN IP4 0.0.0.0
        {0}a=mid:{1}
        a=sctp-port:5000
        a=max-message-size:262144

        """;

    /// <param name="origin">Names the peer connection: all its offers have the same.</param>
    /// <param name="audio">With a microphone.</param>
    /// <param name="video">With a camera.</param>
    /// <param name="direction">Of both.</param>
    public static string Offer(long origin = 1329588496297252611, bool audio = true, bool video = true, string direction = "sendrecv")
    {
        var sections = new[] { audio ? Audio : null, video ? Video : null, Data }.OfType<string>().ToArray();
        var sdp = new StringBuilder($"""
            v=0
            o=- {origin} 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE {string.Join(' ', Enumerable.Range(0, sections.Length))}
            a=extmap-allow-mixed
            a=msid-semantic: WMS c8afdd5e-907c-489c-bfcf-81e577cf8234

            """);
        for (var mid = 0; mid < sections.Length; mid++)
        {
            sdp.Append(sections[mid].Replace("{0}", Transport, StringComparison.Ordinal).Replace("{1}", $"{mid}", StringComparison.Ordinal).Replace("{2}", direction, StringComparison.Ordinal));
        }

        return sdp.ToString().ReplaceLineEndings("\r\n");
    }
}
