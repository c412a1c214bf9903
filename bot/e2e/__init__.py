"""End-to-end test conversations: cases played against a real server and compared with it.

case_files   which files of a project hold cases
story_cases  Rasa's test stories as cases
talker       speaks with the server over HTTP, as a customer and a reader of the tracker
turn         what the bot did in one turn
matching     what of a turn differs from what a case expects (pure)
card_rule    whether the products shown fit (pure)
runner       plays cases and collects results
report       results as JSON and JUnit XML
"""
