using Plenum;
using Plenum.CommandLine;

return CommandLineProgram.Handles(args)
    ? await CommandLineProgram.RunAsync(args, PlenumHost.OpenAsync)
    : await PlenumHost.RunAsync(args);
