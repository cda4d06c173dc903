"""The job format, XLIFF 2.1 (OASIS Standard, 13 February 2018), as bytes; it knows no path and no screen.

There is no private job format: everything a `Document` holds has its place in the core or in a module of the
standard, so that reading what was written gives the same document, and any other tool can open it.

==========================  ========================================================================
`JobMeta`, skipped text     metadata module of the first ``<file>``
`Article`                   ``<file>``; title in its metadata
`Block`                     ``<unit>``; role in ``type``, level, rule and flags in its metadata;
                            ``translate="no"`` for furniture
`Cell`                      metadata of the unit
`Segment`                   ``<segment>``; state in ``state``, where a draft is *initial* so that a
                            person's *confirm* raises it, kind of origin in ``subState``; the
                            origin's name and score, and its fingerprint, in the unit's metadata
`Segment.space_after`       ``<ignorable>``
`TermMatch`                 ``<mrk type="term">`` in the source and an entry of the glossary module; status, kind,
                            evidence and forbidden forms in the entry's metadata
`Draft`, `Candidate`        translation candidates module, bound by ``<mrk type="mtc:match">``
`Note`                      ``<note>``, bound by ``<mrk type="comment">``; author and time in metadata
`Issue`                     localization quality issue of the ITS module, bound by a marker
`Conflict`                  metadata of the unit, and an issue that shows it to other tools
`Extension`                 where the tool had put it, see `foreign`
==========================  ========================================================================

Issues use the ITS module and not plain metadata because that is where other tools look for them: type,
comment and severity are the standard's; the profile reference carries our check's and severity's exact names.

A text that does not match its fingerprint was typed by a person with another tool: it is read as that person's
work, reviewed, whatever state and ``subState`` the tool left. An intact one keeps its origin and never loses its rank;
a draft that another tool made *translated* was confirmed by a person, and is reviewed.
"""
