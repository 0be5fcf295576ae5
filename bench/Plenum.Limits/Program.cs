using Plenum.Limits;

// What this machine could do at best: bare endpoints with plain ADO.NET on the same database, a bare broadcast, and bare WebSockets.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
var database = LimitDatabase.Of(app.Configuration);
var reads = new Reads(database);
var writes = await Writes.CreateAsync(database);
var waiting = new Waiting();
var sockets = new Sockets();

app.UseWebSockets();
app.MapGet("/health", () => "ok");
app.MapGet("/room/{token}", (HttpContext http, string token, string account, int bytes) => Body.WriteAsync(http, bytes, reads.RoomAsync(token, account)));
app.MapGet("/rooms", (HttpContext http, string account, int bytes) => Body.WriteAsync(http, bytes, reads.RoomsAsync(account)));
app.MapGet("/chat/{token}", (HttpContext http, string token, string account, int bytes) => Body.WriteAsync(http, bytes, reads.HistoryAsync(token, account)));
app.MapPost("/row", (HttpContext http, int bytes) => Body.WriteAsync(http, bytes, writes.InsertAsync()));
app.MapGet("/wait", (HttpContext http) => waiting.WaitAsync(http));
app.MapPost("/wake", (HttpContext http, int bytes) => Body.WriteAsync(http, 2, waiting.WakeAsync(bytes)));
app.MapGet("/hear", (HttpContext http) => sockets.HearAsync(http));
app.MapPost("/tell", (HttpContext http, int bytes, int then) => Body.WriteAsync(http, 2, sockets.TellAsync(bytes, then)));
app.MapGet("/relay", (HttpContext http, string room, int number, bool toAll) => sockets.RelayAsync(http, room, number, toAll));
await app.RunAsync();
