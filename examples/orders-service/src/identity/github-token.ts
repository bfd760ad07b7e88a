/** What AWS expects in the `aud` claim of GitHub's tokens: a name, not a host to call. */
const AUDIENCE = 'sts.amazonaws.com';

/** Asks GitHub for the token with which a workflow assumes the deploy role. */
export async function githubToken(requestUrl: string, requestToken: string): Promise<string> {
  const response = await fetch(`${requestUrl}&audience=${AUDIENCE}`, { headers: { authorization: `bearer ${requestToken}` } });
  const { value } = (await response.json()) as { value: string };
  return value;
}
