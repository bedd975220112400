import sys
import urllib.parse
import urllib.request

url, file = sys.argv[1:]
with open(file) as question:
    query = urllib.parse.urlencode({"query": question.read()})
with urllib.request.urlopen(url + "?" + query) as answer:
    print(answer.read().decode())
