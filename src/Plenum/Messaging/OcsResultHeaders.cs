using Plenum.Chat;
using Plenum.Ocs;

namespace Plenum.Messaging;

internal static class OcsResultHeaders
{
    /// <summary>Tells what everybody has read; null tells nothing.</summary>
    public static OcsResult<T> WithCommonRead<T>(this OcsResult<T> result, long? commonRead) =>
        result.With(ReadMarkers.CommonHeader, commonRead?.ToString());
}
