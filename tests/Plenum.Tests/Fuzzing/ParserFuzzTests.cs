using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Plenum.BreakoutRooms;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Participants;
using Plenum.Webinars;

namespace Plenum.Tests.Fuzzing;

/// <summary>What reads text from outside never throws, and says the same of what it has written itself.</summary>
public sealed class ParserFuzzTests
{
    private const int Cases = 3000;

    [Fact]
    public void Every_document_is_the_same_in_XML_and_JSON() => FuzzRun.Each(Cases, odd =>
    {
        var document = JsonSerializer.SerializeToElement(new { ocs = odd.Document() });

        var xml = OcsXml.Render(document);

        Assert.Equal(XmlReading.Of(document.GetProperty("ocs")), XmlReading.Of(XmlReading.Parse(xml)));
    });

    [Fact]
    public void Parameters_are_read_or_malformed() => FuzzRun.Each(Cases, odd =>
    {
        var context = new DefaultHttpContext();
        context.Request.Method = odd.OneOf(["GET", "POST", "PUT", "DELETE"]);
        context.Request.QueryString = new QueryString($"?{Form(odd)}");
        context.Request.ContentType = odd.OneOf(["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/json; charset=utf-16", "text/plain", ""]);
        var body = odd.Below(4) switch { 0 => odd.Json(), 1 => $"\ufeff{odd.Json()}", 2 => Form(odd), _ => $"--b\r\nContent-Disposition: form-data; name=\"{odd.Text()}\"\r\n\r\n{odd.Text()}\r\n--b--\r\n" };
        context.Request.Body = new MemoryStream(odd.Chance(10) ? odd.Bytes() : Encoding.UTF8.GetBytes(body));

        var read = ParameterBag.ReadAsync(context.Request, CancellationToken.None);

        Assert.True(read.IsCompletedSuccessfully, read.Exception?.ToString());
    });

    [Fact]
    public void Casts_take_or_leave() => FuzzRun.Each(Cases, odd =>
    {
        object?[] values = [odd.Text(), (decimal)odd.Below(1000) / 7, decimal.MaxValue, decimal.MinValue, double.MaxValue, true, null, new List<object?>(), new Dictionary<string, object?>(StringComparer.Ordinal)];

        foreach (var value in values)
        {
            ParameterCast.TryToFlag(value, out _);
            if (ParameterCast.TryToText(value, out var text)) Assert.DoesNotContain('\0', text);
            if (ParameterCast.TryToInteger(value, out var number)) Assert.True(ParameterCast.TryToInteger($"{number}", out var again) && again == number);
        }
    });

    [Fact]
    public void Mentions_are_inside_of_the_text_and_only_they_are_replaced() => FuzzRun.Each(Cases, odd =>
    {
        var text = odd.Text() + odd.Text();

        var tokens = MentionRules.Find(text);
        var (replaced, placeholders) = MentionRules.Replace(text, tokens, _ => odd.Chance(50));

        var end = 0;
        foreach (var token in tokens)
        {
            Assert.True(token.Start >= end && token.Length > 0 && token.ShorterLength <= token.Length);
            end = token.Start + token.Length;
        }

        Assert.True(end <= text.Length);
        Assert.All(placeholders.Keys, name => Assert.Contains($"{{{name}}}", replaced, StringComparison.Ordinal));
        Assert.Equal(text, MentionRules.Replace(text, tokens, _ => false).Text);
    });

    [Fact]
    public void A_map_of_attendees_is_read_or_refused() => FuzzRun.Each(Cases, odd =>
    {
        var amount = odd.Below(21);
        var json = odd.Below(3) switch { 0 => odd.Text(), 1 => odd.Json(), _ => $"{{{string.Join(',', Enumerable.Range(0, odd.Below(6)).Select(_ => $"\"{odd.Below(50)}\":{odd.Below(25)}"))}}}" };

        var read = AttendeeMap.Parse(json, amount);

        if (!read.TryGet(out var map, out _)) return;

        Assert.All(map.AttendeeIds, id => Assert.InRange(map.RoomOf(id)!.Value, 0, amount - 1));
        var again = AttendeeMap.Parse(JsonSerializer.Serialize(map.AttendeeIds.ToDictionary(id => $"{id}", id => map.RoomOf(id), StringComparer.Ordinal)), amount);
        Assert.Equal(map.AttendeeIds.Order(), again.Value.AttendeeIds.Order());
    });

    [Fact]
    public void A_telephone_number_has_one_form() => FuzzRun.Each(Cases, odd =>
    {
        var region = odd.OneOf(["", "DE", "US", "IT", "xx", odd.Text()]);
        var text = odd.Chance(50) ? odd.Text() : $"{odd.OneOf(["+", "00", "0", "", "+49 (0) "])}{odd.Below(int.MaxValue)}{odd.OneOf(["", " ", "-1", "/2", "(3)"])}";

        var number = PhoneNumberRules.Normalise(text, region);
        _ = PhoneNumberRules.Readings(text, region).ToList();

        if (number is not null) Assert.Equal(number, PhoneNumberRules.Normalise(number, region));
    });

    [Fact]
    public void A_signature_is_valid_for_what_it_signs_and_nothing_else() => FuzzRun.Each(Cases, odd =>
    {
        var (random, secret, data) = (odd.Text() + new string('r', 32), odd.Text() + "s", odd.Text());
        var checksum = SipSignatureRules.Checksum(random, secret, data);

        Assert.Equal(SipSignature.Valid, SipSignatureRules.Judge(random, checksum, secret, data));
        Assert.NotEqual(SipSignature.Valid, SipSignatureRules.Judge(random, checksum, secret, $"{data}x"));
        Assert.NotEqual(SipSignature.Valid, SipSignatureRules.Judge(odd.Text(), odd.Text(), odd.Text(), odd.Text()));
    });

    [Fact]
    public void Address_ranges_sheets_and_formats_are_read_or_refused() => FuzzRun.Each(Cases, odd =>
    {
        var (range, address) = (odd.Text(), odd.OneOf(["127.0.0.1", "::1", "", odd.Text()]));

        if (AddressRange.IsValid(range)) _ = AddressRange.Contains(range, address);
        _ = EmailSheet.Read($"{odd.Text()},{odd.Text()}\n\"{odd.Text()}");
        _ = OcsFormatNegotiation.Choose(odd.Text(), $"{odd.Text()},{odd.Text()};q=1");
        var parts = FormKey.Split(odd.Text());
        Assert.NotEmpty(parts);
    });

    private static string Form(Oddities odd) => string.Join('&', Enumerable.Range(0, odd.Below(6)).Select(_ =>
        $"{odd.OneOf(["a", "b", "a[]", "a[b]", "a[b][c]", "a[][]", "[", "a[", "a]b[", "%5B%5D", Oddities.Percent(odd.Text())])}{odd.OneOf(["=", "", "=="])}{Oddities.Percent(odd.Text())}"));
}
