// One event stream per browser, shared by its tabs: HTTP/1.1 allows six connections per host.
'use strict';
const ports = new Set();
let stream;
let alive = 0;
const tell = message => {
  for (const port of ports) port.postMessage(message);
};
const open = () => {
  stream?.close();
  stream = new EventSource('/inbox/events');
  const beat = () => {
    alive = Date.now();
    tell({ live: true });
  };
  stream.addEventListener('open', beat);
  stream.addEventListener('tick', beat);
  stream.addEventListener('approval', event => {
    alive = Date.now();
    tell({ live: true, change: JSON.parse(event.data) });
  });
  stream.addEventListener('error', () => {
    tell({ live: false });
    // closed for good: the session ended or the server is away; come back later, not all at once
    if (stream.readyState === EventSource.CLOSED) setTimeout(open, 3000 + Math.random() * 4000);
  });
};
setInterval(() => {
  if (Date.now() - alive > 10000) tell({ live: false });
}, 5000);
onconnect = event => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = message => {
    if (message.data === 'bye') ports.delete(port);
  };
  port.start();
  if (!stream || stream.readyState === EventSource.CLOSED) open();
  else if (Date.now() - alive < 10000) port.postMessage({ live: true });
};
