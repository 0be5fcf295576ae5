using Plenum;

return await PlenumHost.RunAsync(args);
