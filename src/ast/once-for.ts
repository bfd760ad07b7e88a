/**
 * Answers a question about a file once, however many of its sites ask: a search through the text or the statements for
 * each of many sites would take the square of their number.
 */
export function onceFor<Subject extends object, Answer>(
  answer: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const known = new WeakMap<Subject, { readonly answer: Answer }>();
  return (subject) => {
    let found = known.get(subject);
    if (!found) known.set(subject, (found = { answer: answer(subject) }));
    return found.answer;
  };
}
