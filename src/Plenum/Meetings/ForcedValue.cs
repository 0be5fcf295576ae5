using Plenum.Common;

namespace Plenum.Meetings;

/// <summary>400 for a setting that the administrator forces on all conversations: Talk's word and the value that holds (conversations §1.9).</summary>
internal sealed record ForcedValue(string Error, int Forced)
{
    public static Refusal Refuse(int forced) => new(RefusalKind.Invalid, "forced", Body: new ForcedValue("forced", forced));
}
