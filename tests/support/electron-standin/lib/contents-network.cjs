"use strict";
// Each request of a window stops here: navigation lock, webRequest, custom schemes, permission policy.
const { applyPermissions } = require("./permissions.cjs");
const { record, reportFault } = require("./runtime.cjs");
const { fromCarried } = require("./schemes.cjs");
const { StandInEvent } = require("./strict.cjs");

// A page's window.open is answered by setWindowOpenHandler (web-contents.cjs): Chromium itself opens nothing, and gives
// the page null as Electron does on a refusal. Everything but popups is allowed.
const NO_POPUPS =
  "sandbox allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-presentation " +
  "allow-same-origin allow-scripts allow-storage-access-by-user-activation allow-top-navigation " +
  "allow-top-navigation-to-custom-protocols";

const withoutHash = (url) => url.replace(/#.*$/s, "");

/** A renderer's own navigation is asked of the app; what main asked for, and a reload of the same page, is not. */
function isRefusedNavigation(contents, url, carriedUrl) {
  if (carriedUrl === contents._allowedUrl || withoutHash(url) === withoutHash(contents.getURL())) return false;
  const frame = contents.mainFrame;
  const event = new StandInEvent({ url, isSameDocument: false, isMainFrame: true, frame, initiator: frame });
  contents.emit("will-frame-navigate", event);
  if (!event.defaultPrevented) contents.emit("will-navigate", event, url, false, true);
  if (event.defaultPrevented) record("navigation.blocked", url);
  return event.defaultPrevented;
}

/** The answer of a server that sends the window elsewhere. */
function isRefusedRedirect(contents, url) {
  const event = new StandInEvent({ url, isSameDocument: false, isMainFrame: true, frame: contents.mainFrame });
  contents.emit("will-redirect", event, url, false, true);
  if (event.defaultPrevented) record("navigation.blocked", url);
  return event.defaultPrevented;
}

/** A navigation of a frame inside the page. */
function isRefusedFrame(contents, url) {
  const event = new StandInEvent({
    url,
    isSameDocument: false,
    isMainFrame: false,
    frame: null,
    initiator: contents.mainFrame,
  });
  contents.emit("will-frame-navigate", event);
  if (event.defaultPrevented) record("navigation.blocked", url);
  return event.defaultPrevented;
}

function toRequest(url, { method, headers, postDataEntries }) {
  const body = postDataEntries?.length
    ? Buffer.concat(postDataEntries.map((entry) => Buffer.from(entry.bytes ?? "", "base64")))
    : undefined;
  return new Request(url, { method, headers, body, duplex: "half" });
}

/** Lets the app's onHeadersReceived change the headers of a response. */
async function receivedHeaders(contents, url, statusCode, headers) {
  const grouped = {};
  for (const { name, value } of headers) grouped[name] = [...(grouped[name] ?? []), value];
  const details = { url, statusCode, responseHeaders: grouped, webContentsId: contents.id };
  const answer = await contents.session._webRequest._ask("headers", details);
  if (!answer?.responseHeaders) return { headers, isCancelled: Boolean(answer?.cancel) };
  const changed = Object.entries(answer.responseHeaders).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value: String(value) })),
  );
  return { headers: changed, isCancelled: Boolean(answer.cancel) };
}

function documentHeaders(contents) {
  return [
    { name: "content-security-policy", value: NO_POPUPS },
    { name: "permissions-policy", value: contents._policy },
  ];
}

async function fulfil(contents, paused, url, handler) {
  const { requestId } = paused;
  let response;
  try {
    response = await handler(toRequest(url, paused.request));
    if (!(response instanceof Response)) throw new TypeError(`The handler of ${url} did not answer a Response`);
  } catch (error) {
    reportFault(error);
    return contents._cdp.send("Fetch.failRequest", { requestId, errorReason: "Failed" });
  }
  const given = [...response.headers].map(([name, value]) => ({ name, value }));
  const { headers, isCancelled } = await receivedHeaders(contents, url, response.status, given);
  if (isCancelled) return contents._cdp.send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
  if (paused.resourceType === "Document") headers.push(...documentHeaders(contents));
  return contents._cdp.send("Fetch.fulfillRequest", {
    requestId,
    responseCode: response.status || 200,
    responseHeaders: headers,
    body: Buffer.from(await response.arrayBuffer()).toString("base64"),
  });
}

/** The response stage of a request that went to the network. */
async function handleResponse(contents, paused, url) {
  const { requestId, responseStatusCode, responseHeaders } = paused;
  const { headers, isCancelled } = await receivedHeaders(contents, url, responseStatusCode, responseHeaders ?? []);
  if (isCancelled) return contents._cdp.send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
  if (paused.resourceType === "Document") headers.push(...documentHeaders(contents));
  return contents._cdp.send("Fetch.continueResponse", {
    requestId,
    responseCode: responseStatusCode,
    responseHeaders: headers,
  });
}

/** Fetch.requestPaused of a window. */
async function handlePaused(contents, paused) {
  const { requestId, request, resourceType, frameId } = paused;
  const url = fromCarried(request.url);
  const fail = (errorReason) => contents._cdp.send("Fetch.failRequest", { requestId, errorReason });
  if (paused.responseErrorReason) return fail(paused.responseErrorReason);
  if (paused.responseStatusCode !== undefined) return handleResponse(contents, paused, url);

  // The id of a renderer's own request begins with its process id (Chromium's IdentifiersFactory).
  contents._noteProcess(paused.networkId);
  const isDocument = resourceType === "Document";
  const isMain = isDocument && frameId === contents._frameId;
  const isRefused = paused.redirectedRequestId ? isRefusedRedirect : isRefusedNavigation;
  if (isMain && isRefused(contents, url, request.url)) return fail("Aborted");
  if (isDocument && !isMain && isRefusedFrame(contents, url)) return fail("Aborted");
  if (isMain) {
    contents.emit("did-start-navigation", new StandInEvent({ url, isMainFrame: true, isSameDocument: false }), url);
    contents._policy = await applyPermissions(contents, url);
  }
  const details = {
    id: requestId,
    url,
    method: request.method,
    resourceType: isMain ? "mainFrame" : resourceType.toLowerCase(),
    webContentsId: contents.id,
  };
  const answer = await contents.session._webRequest._ask("before", details);
  if (answer?.cancel) {
    record("request.cancelled", url);
    return fail("BlockedByClient");
  }
  if (url === request.url) return contents._cdp.send("Fetch.continueRequest", { requestId, interceptResponse: true });
  // Electron asks for no favicon unless the page names one.
  if (resourceType === "Other" && new URL(url).pathname === "/favicon.ico") return fail("BlockedByClient");
  const handler = contents.session._protocolHandlers.get(url.slice(0, url.indexOf(":")));
  if (!handler) return fail("AddressUnreachable");
  return fulfil(contents, paused, url, handler);
}

module.exports = { handlePaused };
