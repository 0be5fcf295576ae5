using Plenum.Limits;

// What this machine could do at best: bare endpoints with plain ADO.NET on the same database, and a bare broadcast.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
var database = LimitDatabase.Of(app.Configuration);
var reads = new Reads(database);
var writes = await Writes.CreateAsync(database);
var waiting = new Waiting();

app.MapGet("/health", () => "ok");
app.MapGet("/room/{token}", (HttpContext http, string token, string account, int bytes) => Body.WriteAsync(http, bytes, reads.RoomAsync(token, account)));
app.MapGet("/rooms", (HttpContext http, string account, int bytes) => Body.WriteAsync(http, bytes, reads.RoomsAsync(account)));
app.MapGet("/chat/{token}", (HttpContext http, string token, string account, int bytes) => Body.WriteAsync(http, bytes, reads.HistoryAsync(token, account)));
app.MapPost("/row", (HttpContext http, int bytes) => Body.WriteAsync(http, bytes, writes.InsertAsync()));
app.MapGet("/wait", (HttpContext http) => waiting.WaitAsync(http));
app.MapPost("/wake", (HttpContext http, int bytes) => Body.WriteAsync(http, 2, waiting.WakeAsync(bytes)));
await app.RunAsync();
