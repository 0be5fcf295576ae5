using Plenum.Ocs;

namespace Plenum.Tests.Ocs;

public sealed class OcsMetaTests
{
    [Theory]
    [InlineData(1, 200, 200, 100, true)]
    [InlineData(2, 200, 200, 200, true)]
    [InlineData(1, 201, 200, 201, false)]
    [InlineData(2, 201, 201, 201, true)]
    [InlineData(1, 204, 200, 204, false)]
    [InlineData(2, 204, 204, 204, true)]
    [InlineData(1, 304, 304, 304, false)]
    [InlineData(2, 304, 304, 304, false)]
    [InlineData(1, 102, 200, 102, false)]
    [InlineData(2, 102, 400, 102, false)]
    [InlineData(1, 404, 200, 404, false)]
    [InlineData(2, 404, 404, 404, false)]
    [InlineData(1, 405, 405, 405, false)]
    [InlineData(1, 412, 200, 412, false)]
    [InlineData(2, 412, 412, 412, false)]
    [InlineData(1, 503, 503, 503, false)]
    [InlineData(2, 503, 503, 503, false)]
    [InlineData(1, 996, 200, 996, false)]
    [InlineData(2, 996, 500, 996, false)]
    [InlineData(1, 997, 401, 997, false)]
    [InlineData(2, 997, 401, 997, false)]
    [InlineData(1, 998, 200, 998, false)]
    [InlineData(2, 998, 404, 998, false)]
    [InlineData(2, 999, 500, 999, false)]
    [InlineData(2, 700, 400, 700, false)]
    public void A_raw_code_has_its_http_status_its_code_and_its_word(int version, int raw, int http, int code, bool success)
    {
        var meta = new OcsMeta(raw, Message: null);

        Assert.Equal((http, code, success), (meta.HttpStatus(version), meta.StatusCode(version), meta.IsSuccess(version)));
    }
}
