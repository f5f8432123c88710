"""What reading a file had to settle or leave unread, counted on the way and said at the end; holds no text."""

from collections import defaultdict

from server.report import file_problems


class Tally:
    """Counts of one reading. `paragraph` is the number of the one being read, from 1, as a person would count them."""

    def __init__(self) -> None:
        self.paragraph = 1
        self.revisions = 0
        self.comments = 0
        self.hidden = 0
        self.contents = 0
        self._seen: defaultdict[str, list[int]] = defaultdict(list)

    def met(self, kind: str) -> None:
        """Something that is no text stands here; the kinds are those of `file_problems.seen_unread`."""
        self._seen[kind].append(self.paragraph)

    def notes(self) -> tuple[str, ...]:
        """One sentence for each kind of thing that happened."""
        counted = (
            (self.revisions, file_problems.revisions_accepted),
            (self.comments, file_problems.comments_left),
            (self.hidden, file_problems.hidden_left),
            (self.contents, file_problems.contents_left),
        )
        seen = (file_problems.seen_unread(kind, places) for kind, places in self._seen.items())
        return (*(say(count) for count, say in counted if count), *seen)
