using System.Text.RegularExpressions;

namespace Plenum.UserStatuses;

/// <summary>Which clients are the Talk apps for telephones (conversations §3.1, chat §4.1).</summary>
internal static partial class MobileAppRules
{
    public static bool IsOfficial(string userAgent) => App().IsMatch(userAgent);

    [GeneratedRegex(@"^Mozilla/5\.0 \((Android|iOS)\) Nextcloud-Talk v\d", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex App();
}
