-- Asks for the paths of a file in turn, and prints what was measured in one line of JSON.
local paths = {}
local place = 0

function init(args)
   for line in io.lines(args[1]) do
      paths[#paths + 1] = wrk.format("GET", line)
   end
end

function request()
   place = place % #paths + 1
   return paths[place]
end

function done(summary, latency, _)
   local e = summary.errors
   io.write(string.format(
      '{"requests":%d,"duration_us":%d,"p50_us":%d,"p95_us":%d,"errors":%d}\n',
      summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
      e.connect + e.read + e.write + e.status + e.timeout))
end
