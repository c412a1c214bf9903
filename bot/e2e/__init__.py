"""Test conversations: cases played against a real server, test stories against the policies.

case_files   which files of a project hold cases
talker       speaks with the server over HTTP, as a customer and a reader of the tracker
turn         what the bot did in one turn
matching     what of a turn differs from what a case expects (pure)
card_rule    whether the products shown fit (pure)
runner       plays cases and collects results
report       results as JSON and JUnit XML
test_story   Rasa's test stories, read
story_player plays test stories: what would the policies do?
story_report figures of test stories
"""
