// Everything that the page asks of the server.

/** What the server refused, with the field that each complaint belongs to. */
export class Refused extends Error {
  constructor(status, errors) {
    super(errors.map((error) => (error.field ? `${error.field} ${error.message}` : error.message)).join('; '));
    this.status = status;
    this.errors = errors;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused(0, [{ field: '', message: 'the simulator does not answer; is it still running?' }]);
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    // Not JSON: the text itself is what there is to say.
  }
  if (!response.ok) {
    throw new Refused(response.status, body?.errors ?? [{ field: '', message: text.trim() || `the server answered ${response.status}` }]);
  }
  return body;
}

function post(path, body) {
  return ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'mls-simulator' }, body: JSON.stringify(body ?? {}) });
}

const part = encodeURIComponent;
const query = (values) => new URLSearchParams(values).toString();

export const getInfo = () => ask('api/info');
export const getSchema = () => ask('api/schema');
export const getScenarios = () => ask('api/scenarios');
export const getScenario = (name) => ask(`api/scenarios/${part(name)}`);
export const getRuns = async () => (await ask('api/runs')).runs;
export const getRun = (id) => ask(`api/runs/${part(id)}`);
export const getResult = (id) => ask(`api/runs/${part(id)}/result`);
export const getFiles = (id) => ask(`api/runs/${part(id)}/files`);
export const startRun = (order) => post('api/runs', order);
export const changeRun = (id, what) => post(`api/runs/${part(id)}/${what}`);
export const getGroups = (id, mode, kind, q) => ask(`api/runs/${part(id)}/groups?${query({ mode, kind, q })}`);
export const getTree = (id, mode, kind, name) => ask(`api/runs/${part(id)}/tree?${query({ mode, kind, name })}`);
export const getFacts = (id, what, mode, name) => ask(`api/runs/${part(id)}/${what}?${query({ mode, name })}`);
export const getExploration = (request) => ask(`api/explore?${query(request)}`);
export const eventsOf = (id) => `api/runs/${part(id)}/events`;
export const fileOf = (id, path) => `api/runs/${part(id)}/files/${path.split('/').map(part).join('/')}`;
